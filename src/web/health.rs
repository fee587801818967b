//! stub
use actix_web::HttpResponse;
crate::routes! {
    GET "/health/live" => live,
}
async fn live() -> HttpResponse {
    HttpResponse::Ok().finish()
}
