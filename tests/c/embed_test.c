// libmandate in another program, with nothing but its public header: records from CSV, a rule, a verdict.
#define _XOPEN_SOURCE 700 // mkdtemp
#include <mandate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct embedded {
    mandate_model *model;
    mandate_registry *registry;
    mandate_snapshot *snapshot;
    mandate_plan *plan;
    mandate_run *run;
} embedded;

static bool write_records(const char *path, mandate_error *error)
{
    static const char records[] = "code,opened_on,closed_on\nE1,1990-01-01,2001-05-01\nE2,1990-01-01,\n";
    FILE *file = fopen(path, "wb");
    if (!file) return mandate_fail(error, MANDATE_ERROR_IO, "cannot write %s", path);
    bool written = fwrite(records, 1, sizeof records - 1, file) == sizeof records - 1;
    return (fclose(file) == 0 && written) || mandate_fail(error, MANDATE_ERROR_IO, "cannot write %s", path);
}

static bool import_records(embedded *e, const char *registry, const char *csv, mandate_error *error)
{
    bool committed = false;
    mandate_import_file file = {.kind = "enterprise", .path = csv};
    const mandate_import_options options = {.keep_good = false};
    e->model = mandate_model_create(error);
    if (!e->model) return false;
    e->registry = mandate_registry_open(registry, MANDATE_CREATE, e->model, error);
    if (!e->registry || !write_records(csv, error) || !mandate_import(e->registry, &file, 1, &options, &committed, error)) return false;
    return committed || mandate_fail(error, MANDATE_ERROR_VALUE, "%s has wrong rows; they are listed in %s", csv, file.rejects);
}

static mandate_node node_of(mandate_operation op, int kind)
{
    mandate_node node = {.op = op, .space = kind, .kind = kind};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = -1;
    return node;
}

// The rule: every enterprise closes by the end of 2002. Returns the node of its verdicts, or -1.
static int add_rule(embedded *e, int kind, mandate_error *error)
{
    mandate_node event = node_of(MANDATE_OP_EVENT, kind), due = node_of(MANDATE_OP_DATE_CONSTANT, kind), done = node_of(MANDATE_OP_READ, kind);
    mandate_node rule = node_of(MANDATE_OP_DATED, kind);
    due.day = mandate_date_from(2002, 12, 31);
    done.field = mandate_kind_find_field(mandate_model_kind(e->model, kind), "closed_on");
    rule.argument[MANDATE_DATED_EVENT] = rule.argument[MANDATE_DATED_ARISES] = mandate_plan_add(e->plan, &event, error);
    rule.argument[MANDATE_DATED_DUE] = mandate_plan_add(e->plan, &due, error);
    rule.argument[MANDATE_DATED_DONE] = mandate_plan_add(e->plan, &done, error);
    rule.first = MANDATE_DATE_ALWAYS;
    rule.last = MANDATE_DATE_ABSENT;
    for (int i = MANDATE_DATED_ARISES; i <= MANDATE_DATED_DONE; i++)
        if (rule.argument[i] < 0) return -1;
    int verdict = mandate_plan_add(e->plan, &rule, error);
    return verdict >= 0 && mandate_plan_keep(e->plan, verdict, error) ? verdict : -1;
}

static bool judge(embedded *e, mandate_error *error)
{
    int kind = mandate_model_find(e->model, "enterprise");
    e->snapshot = mandate_snapshot_build(e->registry, e->model, error);
    if (!e->snapshot) return false;
    e->plan = mandate_plan_create(e->snapshot, mandate_date_from(2003, 6, 30), error);
    int verdict = e->plan ? add_rule(e, kind, error) : -1;
    if (verdict < 0) return false;
    e->run = mandate_run_create(e->plan, NULL, error);
    if (!e->run) return false;
    for (uint32_t r = 0; r < mandate_snapshot_table(e->snapshot, kind)->records; r++) {
        char key[64];
        mandate_snapshot_key(e->snapshot, kind, r, key, sizeof key);
        mandate_value value = mandate_run_value(e->run, verdict, r);
        printf("%s %s\n", key, mandate_status_names[value.status]);
        if (value.status != (strcmp(key, "E1") == 0 ? MANDATE_MET : MANDATE_OVERDUE)) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s is judged wrongly", key);
    }
    return true;
}

int main(void)
{
    char folder[] = "embed-XXXXXX", registry[64], csv[64];
    if (!mkdtemp(folder)) return EXIT_FAILURE;
    snprintf(registry, sizeof registry, "%s/registry.db", folder);
    snprintf(csv, sizeof csv, "%s/enterprise.csv", folder);
    embedded e = {0};
    mandate_error error = {.code = MANDATE_OK};
    bool done = import_records(&e, registry, csv, &error) && judge(&e, &error);
    if (!done) fprintf(stderr, "%s: %s\n", mandate_code_text(error.code), error.message);
    mandate_run_destroy(e.run);
    mandate_plan_destroy(e.plan);
    mandate_snapshot_destroy(e.snapshot);
    mandate_registry_close(e.registry);
    mandate_model_destroy(e.model);
    remove(csv);
    remove(registry);
    rmdir(folder);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
