//! Slow bodies. actix limits how long a head may take, but not a body; and a chunked body that never ends keeps its connection
//! open even after the answer. So the body gets a deadline, and the socket of a chunked one is shut down soon after it.

use std::any::Any;
use std::cell::Cell;
use std::io::ErrorKind;
use std::net::{Shutdown, TcpStream};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Extensions, Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::rt::time::{Sleep, sleep};
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage as _};
use futures_util::Stream;

use super::state::App;

/// How long a body may take by default.
pub const BODY: Duration = Duration::from_secs(20);

/// A second handle of the connection, by which it can be shut down.
struct Socket(TcpStream);

/// Notes the socket of a new connection.
pub fn remember_socket(connection: &dyn Any, extensions: &mut Extensions) {
    use std::os::fd::AsFd as _;
    let socket = connection
        .downcast_ref::<actix_web::rt::net::TcpStream>()
        .and_then(|stream| stream.as_fd().try_clone_to_owned().ok());
    if let Some(fd) = socket {
        extensions.insert(Socket(fd.into()));
    }
}

/// Gives the request's body its deadline.
pub async fn body(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let chunked = req.headers().contains_key(header::TRANSFER_ENCODING);
    let announced = req
        .headers()
        .get(header::CONTENT_LENGTH)
        .is_some_and(|length| length != "0");
    if chunked || announced {
        let within = req.app_data::<App>().map_or(BODY, |app| app.body_deadline);
        let done = Rc::new(Cell::new(false));
        let socket = req
            .conn_data::<Socket>()
            .filter(|_| chunked)
            .and_then(|socket| socket.0.try_clone().ok());
        if let Some(socket) = socket {
            let done = done.clone();
            actix_web::rt::spawn(async move {
                sleep(within + within / 4).await;
                if !done.get() {
                    // Already closed is as good.
                    let _ = socket.shutdown(Shutdown::Both);
                }
            });
        }
        let timed = Timed {
            inner: req.take_payload(),
            done,
            at: Box::pin(sleep(within)),
        };
        req.set_payload(Payload::Stream {
            payload: Box::pin(timed),
        });
    }
    next.call(req).await
}

/// A body that fails at its deadline.
struct Timed {
    inner: Payload,
    done: Rc<Cell<bool>>,
    at: Pin<Box<Sleep>>,
}

impl Stream for Timed {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.inner).poll_next(cx) {
            Poll::Ready(item) => {
                if item.is_none() {
                    self.done.set(true);
                }
                Poll::Ready(item)
            }
            Poll::Pending => self
                .at
                .as_mut()
                .poll(cx)
                .map(|()| Some(Err(PayloadError::Incomplete(Some(ErrorKind::TimedOut.into()))))),
        }
    }
}
