//! `docs/permissions.md` is printed from the permission table.

use std::fmt::Write as _;

use tandem::policy::actions::{Row, States, TABLE, Who};
use tandem::policy::{Programme, Role};

fn printed() -> String {
    let mut text = String::from(
        "# Who may do what\n\nPrinted from `src/policy/actions.rs` by `tests/portal/permissions.rs`; nothing else decides. Menus, buttons, pages and services \
         all ask this table.\n\nAn organization may take part in several programs; a person has the union of what both axes give (S40).\n\
         “Suspended” and “closed” say whether the action is still possible while the organization is that (decision 7).\n",
    );
    let programmes = [
        ("Anybody", None),
        ("Indirect reseller", Some(Programme::Reseller)),
        ("Indirect provider", Some(Programme::Provider)),
        ("Customer", Some(Programme::Customer)),
        ("Operator of the program", Some(Programme::Operator)),
    ];
    for (title, programme) in programmes {
        let _ = write!(text, "\n## {title}\n\n");
        match programme {
            None => anybody(&mut text),
            Some(programme) => {
                let roles: Vec<Role> = Role::ALL
                    .into_iter()
                    .filter(|r| TABLE.iter().any(|row| row.roles_of(programme).contains(r)))
                    .collect();
                grid(&mut text, &roles, &|row: &Row| row.roles_of(programme).to_vec());
            }
        }
    }
    let _ = write!(text, "\n## An organization without a program\n\n");
    let roles: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|r| TABLE.iter().any(|row| row.without_programme.contains(r)))
        .collect();
    grid(&mut text, &roles, &|row: &Row| row.without_programme.to_vec());
    text
}

fn anybody(text: &mut String) {
    text.push_str("| action | visitor | signed in | suspended | closed |\n| --- | --- | --- | --- | --- |\n");
    for row in TABLE.iter().filter(|r| r.who != Who::Roles) {
        let visitor = if row.who == Who::Anyone { "yes" } else { "–" };
        let _ = writeln!(text, "| `{}` | {visitor} | yes | {} |", row.name, states(row));
    }
}

fn grid(text: &mut String, roles: &[Role], granted: &dyn Fn(&Row) -> Vec<Role>) {
    let heads: Vec<&str> = roles.iter().map(|r| r.english()).collect();
    let _ = writeln!(text, "| action | {} | suspended | closed |", heads.join(" | "));
    let _ = writeln!(text, "| --- |{} --- | --- |", " --- |".repeat(roles.len()));
    for row in TABLE
        .iter()
        .filter(|r| r.who == Who::Roles && !granted(r).is_empty())
    {
        let cells: Vec<&str> = roles
            .iter()
            .map(|r| if granted(row).contains(r) { "yes" } else { "–" })
            .collect();
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            row.name,
            cells.join(" | "),
            states(row)
        );
    }
}

fn states(row: &Row) -> &'static str {
    match row.states {
        States::Active => "– | –",
        States::AlsoSuspended => "yes | –",
        States::AlsoClosed => "yes | yes",
    }
}

#[test]
fn the_printed_table_is_the_one_that_decides() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md");
    let now = printed();
    let then = std::fs::read_to_string(path).unwrap_or_default();
    if now != then {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
        std::fs::write(path, &now).unwrap();
        panic!(
            "docs/permissions.md was not what the table says; it is renewed now: look at it and commit it"
        );
    }
}

#[test]
fn an_action_has_one_name_and_somebody_who_may() {
    let mut names: Vec<&str> = TABLE.iter().map(|r| r.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TABLE.len());
    for row in TABLE.iter().filter(|r| r.who == Who::Roles) {
        let any = Programme::ALL.iter().any(|p| !row.roles_of(*p).is_empty());
        assert!(any, "{}: nobody may", row.name);
    }
}
