-- A ticket seller in miniature: the database that the cases in this folder are asked of.
CREATE TABLE venue (venueid INTEGER PRIMARY KEY, venuename TEXT NOT NULL, venuecity TEXT, venuestate TEXT, venueseats INTEGER);
CREATE TABLE event (eventid INTEGER PRIMARY KEY, venueid INTEGER REFERENCES venue(venueid), eventname TEXT NOT NULL, starttime TIMESTAMP);
CREATE TABLE users (userid INTEGER PRIMARY KEY, firstname TEXT, lastname TEXT, city TEXT, active BOOLEAN);
CREATE TABLE sales (salesid INTEGER PRIMARY KEY, buyerid INTEGER REFERENCES users(userid), eventid INTEGER REFERENCES event(eventid),
                    qtysold INTEGER NOT NULL, pricepaid DECIMAL(8,2), commission DECIMAL(8,2), saletime TIMESTAMP);
CREATE TABLE refund (refundid INTEGER PRIMARY KEY, salesid INTEGER REFERENCES sales(salesid), amount DECIMAL(8,2));
INSERT INTO venue VALUES (1, 'Royce Hall', 'Los Angeles', 'CA', 1834), (2, 'Shoreline', 'San Diego', 'CA', 22000),
  (3, 'Majestic Theatre', 'New York City', 'NY', 1645), (4, 'Lyric Opera', 'Chicago', 'IL', NULL), (5, 'The Forum', 'San Diego', 'CA', 17500),
  (6, 'Palace', NULL, 'NY', 1740), (7, 'The Wharf', 'Baltimore', NULL, 9800);
INSERT INTO event VALUES (1, 1, 'Macbeth', '2008-01-05 19:30:00'), (2, 3, 'Macbeth', '2008-02-10 20:00:00'), (3, 2, 'Wicked', '2008-01-20 14:00:00'),
  (4, 5, 'Blink 182', '2008-03-01 20:00:00'), (5, 3, 'Wicked', '2008-02-14 19:00:00'), (6, 6, 'Carmen', NULL);
INSERT INTO users VALUES (1, 'Jane', 'Doe', 'San Diego', 1), (2, 'John', 'Roe', 'Chicago', 1), (3, 'Zoë', 'O''Neil', 'San Diego', 0),
  (4, 'Li', 'Wei', NULL, 1), (5, 'Ana', 'Sosa', 'Chicago', 1);
INSERT INTO sales VALUES (1, 1, 1, 4, 1200.00, 180.00, '2008-01-05 10:00:00'), (2, 2, 1, 2, 600.00, 90.00, '2008-01-05 12:30:00'),
  (3, 1, 3, 1, 99.50, 14.93, '2008-01-18 09:00:00'), (4, 3, 4, 3, 450.00, NULL, '2008-02-02 11:00:00'), (5, 4, 2, 2, 600.00, 90.00, '2008-02-09 08:15:00'),
  (6, 5, 5, 4, 800.25, 120.04, '2008-02-10 17:00:00'), (7, 1, 2, 2, NULL, NULL, '2008-02-11 12:00:00');
