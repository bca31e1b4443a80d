// States and territories of the US and provinces of Canada: names and codes of ISO 3166-2 and of the two postal
// services (USPS Publication 28, appendix B; Canada Post's addressing guidelines).
#include "grounding/knowledge/tables.h"

namespace sayquel::knowledge {
namespace {

// clang-format off
constexpr Region kRegions[] = {
    // name, code, country, other names, demonyms
    {"Alabama", "AL", "US", "", ""},
    {"Alaska", "AK", "US", "", "Alaskan"},
    {"Arizona", "AZ", "US", "", "Arizonan"},
    {"Arkansas", "AR", "US", "", ""},
    {"California", "CA", "US", "", "Californian"},
    {"Colorado", "CO", "US", "", "Coloradan"},
    {"Connecticut", "CT", "US", "", ""},
    {"Delaware", "DE", "US", "", ""},
    {"District of Columbia", "DC", "US", "Washington DC;Washington, D.C.", ""},
    {"Florida", "FL", "US", "", "Floridian"},
    {"Georgia", "GA", "US", "", ""},
    {"Hawaii", "HI", "US", "", "Hawaiian"},
    {"Idaho", "ID", "US", "", ""},
    {"Illinois", "IL", "US", "", ""},
    {"Indiana", "IN", "US", "", ""},
    {"Iowa", "IA", "US", "", ""},
    {"Kansas", "KS", "US", "", ""},
    {"Kentucky", "KY", "US", "", ""},
    {"Louisiana", "LA", "US", "", ""},
    {"Maine", "ME", "US", "", ""},
    {"Maryland", "MD", "US", "", ""},
    {"Massachusetts", "MA", "US", "", ""},
    {"Michigan", "MI", "US", "", ""},
    {"Minnesota", "MN", "US", "", ""},
    {"Mississippi", "MS", "US", "", ""},
    {"Missouri", "MO", "US", "", ""},
    {"Montana", "MT", "US", "", ""},
    {"Nebraska", "NE", "US", "", ""},
    {"Nevada", "NV", "US", "", ""},
    {"New Hampshire", "NH", "US", "", ""},
    {"New Jersey", "NJ", "US", "", ""},
    {"New Mexico", "NM", "US", "", ""},
    {"New York", "NY", "US", "New York State", "New Yorker"},
    {"North Carolina", "NC", "US", "", ""},
    {"North Dakota", "ND", "US", "", ""},
    {"Ohio", "OH", "US", "", ""},
    {"Oklahoma", "OK", "US", "", ""},
    {"Oregon", "OR", "US", "", "Oregonian"},
    {"Pennsylvania", "PA", "US", "", ""},
    {"Rhode Island", "RI", "US", "", ""},
    {"South Carolina", "SC", "US", "", ""},
    {"South Dakota", "SD", "US", "", ""},
    {"Tennessee", "TN", "US", "", ""},
    {"Texas", "TX", "US", "", "Texan"},
    {"Utah", "UT", "US", "", "Utahn"},
    {"Vermont", "VT", "US", "", ""},
    {"Virginia", "VA", "US", "", "Virginian"},
    {"Washington", "WA", "US", "Washington State", ""},
    {"West Virginia", "WV", "US", "", ""},
    {"Wisconsin", "WI", "US", "", ""},
    {"Wyoming", "WY", "US", "", ""},
    {"American Samoa", "AS", "US", "", ""},
    {"Guam", "GU", "US", "", ""},
    {"Northern Mariana Islands", "MP", "US", "", ""},
    {"Puerto Rico", "PR", "US", "", ""},
    {"US Virgin Islands", "VI", "US", "United States Virgin Islands", ""},
    {"Alberta", "AB", "CA", "", ""},
    {"British Columbia", "BC", "CA", "", ""},
    {"Manitoba", "MB", "CA", "", ""},
    {"New Brunswick", "NB", "CA", "", ""},
    {"Newfoundland and Labrador", "NL", "CA", "Newfoundland", ""},
    {"Northwest Territories", "NT", "CA", "", ""},
    {"Nova Scotia", "NS", "CA", "", ""},
    {"Nunavut", "NU", "CA", "", ""},
    {"Ontario", "ON", "CA", "", ""},
    {"Prince Edward Island", "PE", "CA", "", ""},
    {"Quebec", "QC", "CA", "Québec", "Quebecois"},
    {"Saskatchewan", "SK", "CA", "", ""},
    {"Yukon", "YT", "CA", "", ""},
};
// clang-format on

}  // namespace

std::span<const Region> all_regions() { return kRegions; }

}  // namespace sayquel::knowledge
