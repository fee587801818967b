//! stub
use actix_web::HttpResponse;
crate::routes! {
    GET "/static/{name}" => show,
}
async fn show() -> HttpResponse {
    HttpResponse::NotFound().finish()
}
