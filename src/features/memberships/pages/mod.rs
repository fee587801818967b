//! The operator's pages of the membership directory.

mod edit;
mod import;
mod list;
mod show;
mod words;

pub use import::hashes;

crate::routes! {
    GET "/operations/memberships" => list::list,
    GET "/operations/memberships/import" => import::new,
    POST "/operations/memberships/import" => import::create,
    GET "/operations/memberships/{mpn_id}" => show::show,
    GET "/operations/memberships/{mpn_id}/edit" => edit::edit,
    POST "/operations/memberships/{mpn_id}/edit" => edit::update,
}
