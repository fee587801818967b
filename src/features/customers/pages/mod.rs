//! The pages of customers.

mod export;
mod list;

crate::routes! {
    GET "/customers" => list::list,
    GET "/customers/export.csv" => export::export,
}
