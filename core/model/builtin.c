#include "model/builtin.h"

// clang-format off
#define FIELDS(list) .fields = (list), .field_count = sizeof(list) / sizeof *(list)
#define ONE_OF(...) .one_of = (const char *const[]) { __VA_ARGS__, NULL }

static const mandate_field_declaration jurisdiction[] = {
    { .name = "code", .type = "text", .key = true, .about = "the place's official code, such as 320000" },
    { .name = "name", .type = "text", .about = "its name in English" },
    { .name = "name_zh", .type = "text", .about = "its name in Chinese" },
    { .name = "level", .type = "text", ONE_OF("national", "province", "city", "county"), .about = "its level of government" },
    { .name = "parent", .type = "jurisdiction", .blank = "none", .about = "the place it lies in; empty at the top" },
    { .name = "population", .type = "number", .about = "people living there" },
    { .name = "area_km2", .type = "number", .unit = "km2", .about = "its area" },
    { .name = "gdp_per_capita", .type = "number", .about = "gross domestic product per head, in the currency of the source" },
    { .name = "industrial_output", .type = "number", .about = "yearly industrial output, in the currency of the source" },
};

static const mandate_field_declaration agency[] = {
    { .name = "code", .type = "text", .key = true, .about = "the agency's code" },
    { .name = "name", .type = "text", .about = "its name" },
    { .name = "role", .type = "text", ONE_OF("environment", "economic", "other"), .about = "environmental protection, economic and trade, or other" },
    { .name = "jurisdiction", .type = "jurisdiction", .owner = true, .blank = "unknown", .about = "the place it acts in" },
};

static const mandate_field_declaration enterprise[] = {
    { .name = "code", .type = "text", .key = true, .about = "the enterprise's code, such as its unified social credit code" },
    { .name = "name", .type = "text", .about = "its name" },
    { .name = "jurisdiction", .type = "jurisdiction", .owner = true, .blank = "unknown", .about = "the place it lies in" },
    { .name = "size", .type = "text", ONE_OF("large", "medium", "small", "micro"), .about = "its size class" },
    { .name = "size_basis", .type = "text", .about = "the standard by which the size was found" },
    { .name = "sector", .type = "text", .about = "its industry, by code" },
    { .name = "sector_edition", .type = "text", .about = "the edition of the industry codes" },
    { .name = "ownership", .type = "text", .about = "who owns it: state, collective, private, foreign" },
    { .name = "employees", .type = "number", .about = "people employed" },
    { .name = "sales", .type = "number", .unit = "CNY", .about = "yearly sales" },
    { .name = "assets", .type = "number", .unit = "CNY", .about = "total assets" },
    { .name = "opened_on", .type = "event", .starts = true, .about = "the day it opened; empty: visible on every date" },
    { .name = "closed_on", .type = "event", .about = "the day it closed" },
};

static const mandate_field_declaration listing[] = {
    { .name = "enterprise", .type = "enterprise", .key = true, .owner = true, .about = "the enterprise listed" },
    { .name = "list", .type = "text", .key = true, .about = "the list it was put on" },
    { .name = "reason", .type = "text", .about = "why it was listed" },
    { .name = "agency", .type = "agency", .blank = "unknown", .about = "the agency that published the list" },
    { .name = "document_no", .type = "text", .about = "the number of the document" },
    { .name = "published_on", .type = "event", .key = true, .starts = true, .about = "the day the list was published" },
    { .name = "delisted_on", .type = "event", .about = "the day it was taken off the list" },
};

static const mandate_field_declaration audit[] = {
    { .name = "code", .type = "text", .key = true, .about = "the audit's code" },
    { .name = "enterprise", .type = "enterprise", .owner = true, .blank = "unknown", .about = "the enterprise audited" },
    { .name = "basis", .type = "text", ONE_OF("voluntary", "compulsory"), .about = "undertaken freely or ordered" },
    { .name = "mode", .type = "text", ONE_OF("fresh", "existing_plan", "known_violation", "report_only"), .known_from = "reported_on",
      .about = "how the audit came about, as its report shows" },
    { .name = "round", .type = "number", .about = "which audit of the enterprise it is, from 1" },
    { .name = "consultant", .type = "text", .about = "who helped with it" },
    { .name = "started_on", .type = "event", .starts = true, .about = "the day it started" },
    { .name = "completed_on", .type = "event", .about = "the day it was completed" },
    { .name = "reported_on", .type = "event", .about = "the day its report was handed in" },
    { .name = "evaluated_on", .type = "event", .about = "the day its report was evaluated" },
    { .name = "accepted_on", .type = "event", .about = "the day its measures were accepted" },
    { .name = "phases", .type = "number", .about = "how many of the method's phases were gone through" },
};

static const mandate_field_declaration measure[] = {
    { .name = "code", .type = "text", .key = true, .about = "the measure's code" },
    { .name = "enterprise", .type = "enterprise", .owner = true, .blank = "unknown", .about = "the enterprise that takes it" },
    { .name = "audit", .type = "audit", .blank = "none", .about = "the audit that found it; empty: found without an audit" },
    { .name = "class", .type = "text",
      ONE_OF("raw_material", "technology", "equipment", "process_control", "product", "waste_reuse", "management", "staff", "end_of_pipe"),
      .about = "what it changes" },
    { .name = "cost_class", .type = "text", ONE_OF("none_low", "medium_high"), .about = "no or low cost, medium or high cost" },
    { .name = "cost", .type = "number", .unit = "CNY", .about = "what it costs" },
    { .name = "identified_on", .type = "event", .starts = true, .about = "the day it was found" },
    { .name = "implemented_on", .type = "event", .about = "the day it was put into practice" },
    { .name = "annual_saving", .type = "number", .unit = "CNY", .known_from = "implemented_on", .about = "what it saves in a year" },
    { .name = "verified", .type = "yesno", .known_from = "implemented_on", .about = "whether somebody else confirmed the saving" },
};

static const mandate_field_declaration measurement[] = {
    { .name = "enterprise", .type = "enterprise", .key = true, .owner = true, .about = "the enterprise measured" },
    { .name = "outlet", .type = "text", .key = true, .about = "the pipe or stack" },
    { .name = "pollutant", .type = "text", .key = true, .about = "what was measured" },
    { .name = "measured_on", .type = "event", .key = true, .starts = true, .about = "the day of the sample" },
    { .name = "value", .type = "number", .unit = "unit", .sign = "sign", .about = "the value found" },
    { .name = "unit", .type = "text", .about = "the unit of the value and its limit" },
    { .name = "limit_value", .type = "number", .unit = "unit", .blank = "none", .about = "the limit that applied; empty: no limit" },
    { .name = "source", .type = "text", ONE_OF("self", "authority"), .about = "who measured" },
    { .name = "sign", .type = "text", .blank = "none", .later = true, ONE_OF("<", "<=", "=", ">=", ">"),
      .about = "what stands before the value: < 0.05 was not found above 0.05; empty: it was measured" },
};

static const mandate_field_declaration action[] = {
    { .name = "code", .type = "text", .key = true, .about = "the action's code" },
    { .name = "agency", .type = "agency", .blank = "unknown", .about = "the agency that acted" },
    { .name = "enterprise", .type = "enterprise", .owner = true, .blank = "unknown", .about = "the enterprise it acted on" },
    { .name = "type", .type = "text",
      ONE_OF("visit", "training", "technical_support", "financial_support", "order", "penalty", "award", "publication"),
      .about = "what was done" },
    { .name = "rule", .type = "text", .blank = "none", .about = "the rule it enforces; empty: none" },
    { .name = "follows", .type = "action", .blank = "none", .about = "the earlier action it follows; empty: none" },
    { .name = "taken_on", .type = "event", .starts = true, .about = "the day it was taken" },
    { .name = "due_on", .type = "date", .blank = "none", .about = "the day by which it must be obeyed; empty: none" },
    { .name = "amount", .type = "number", .unit = "CNY", .about = "the sum of a fine, award or support" },
};

static const mandate_field_declaration disclosure[] = {
    { .name = "enterprise", .type = "enterprise", .key = true, .owner = true, .about = "the enterprise that disclosed" },
    { .name = "topic", .type = "text", .key = true, .about = "what it disclosed" },
    { .name = "published_on", .type = "event", .key = true, .starts = true, .about = "the day of the disclosure" },
    { .name = "medium", .type = "text", .about = "where it was published" },
};

static const mandate_field_declaration citation[] = {
    { .name = "enterprise", .type = "enterprise", .key = true, .owner = true, .about = "the enterprise that cited the reason" },
    { .name = "reason", .type = "text", .key = true, .about = "the reason cited" },
    { .name = "theme", .type = "text", ONE_OF("economic", "policy", "social"), .about = "the theme the reason belongs to" },
    { .name = "cited_on", .type = "event", .starts = true, .about = "the day it was cited" },
};

static const mandate_field_declaration waiver[] = {
    { .name = "enterprise", .type = "enterprise", .key = true, .owner = true, .about = "the enterprise that was granted it" },
    { .name = "rule", .type = "text", .key = true, .about = "the rule waived, by its name" },
    { .name = "granted_on", .type = "event", .key = true, .starts = true, .about = "the day it was granted" },
    { .name = "expires_on", .type = "date", .blank = "none", .about = "the last day it counts; empty: it does not expire" },
    { .name = "agency", .type = "agency", .blank = "unknown", .about = "the agency that granted it" },
    { .name = "reason", .type = "text", .about = "why it was granted" },
};

const mandate_kind_declaration mandate_builtin_kinds[] = {
    { .name = "jurisdiction", .lasting = true, FIELDS(jurisdiction), .about = "a place with a government: country, province, city, county" },
    { .name = "agency", .lasting = true, FIELDS(agency), .about = "a body of government that acts on enterprises" },
    { .name = "enterprise", .lasting = true, FIELDS(enterprise), .about = "a company or plant that the law binds" },
    { .name = "listing", FIELDS(listing), .about = "an enterprise's place on a published list" },
    { .name = "audit", FIELDS(audit), .about = "a cleaner production audit of an enterprise" },
    { .name = "measure", FIELDS(measure), .about = "a cleaner production measure of an enterprise" },
    { .name = "measurement", FIELDS(measurement), .about = "one pollutant measured at one outlet on one day" },
    { .name = "action", FIELDS(action), .about = "what an agency did to or for an enterprise" },
    { .name = "disclosure", FIELDS(disclosure), .about = "what an enterprise made public" },
    { .name = "citation", FIELDS(citation), .about = "a reason that an enterprise gave" },
    { .name = "waiver", FIELDS(waiver), .about = "a rule set aside for an enterprise, until a day" },
};

const size_t mandate_builtin_count = sizeof mandate_builtin_kinds / sizeof *mandate_builtin_kinds;
