//! How a client of TLS is made.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore};
use rt_audio_cbor::rpc::{Client, Framed, RpcError, Transport, dial_tcp};

use crate::stream::Secure;

fn lost(text: impl core::fmt::Display) -> RpcError {
    RpcError::Lost(text.to_string())
}

/// All certificates of a PEM file.
fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, RpcError> {
    let failed = |error| lost(format!("{}: {error}", file.display()));
    let found: Result<Vec<_>, _> = CertificateDer::pem_file_iter(file).map_err(failed)?.collect();
    match found {
        Ok(found) if found.is_empty() => Err(lost(format!("{}: no certificate", file.display()))),
        found => found.map_err(failed),
    }
}

/// TLS with PEM files: who signs the server's certificate, which has to be for the host of the
/// address, and the client's own certificate with its key.
///
/// # Errors
/// `Lost`: a file cannot be read, or is none of these.
pub fn config(
    authority: impl AsRef<Path>,
    certificate: impl AsRef<Path>,
    key: impl AsRef<Path>,
) -> Result<Arc<ClientConfig>, RpcError> {
    let mut roots = RootCertStore::empty();
    for each in certificates(authority.as_ref())? {
        roots.add(each).map_err(|error| lost(format!("{}: {error}", authority.as_ref().display())))?;
    }
    let key = key.as_ref();
    let own_key = PrivateKeyDer::from_pem_file(key).map_err(|error| lost(format!("{}: {error}", key.display())))?;
    let made = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(lost)?
        .with_root_certificates(roots)
        .with_client_auth_cert(certificates(certificate.as_ref())?, own_key)
        .map_err(lost)?;
    Ok(Arc::new(made))
}

/// As `Client::connect_with`, to `tls:HOST:PORT`. Deadlines and `Cancel` are kept from the first
/// byte of the handshake on.
///
/// # Errors
/// Nobody is there, one of both does not trust the other, or a server of another layout.
pub fn connect(
    address: &str,
    config: Arc<ClientConfig>,
    timeout: Option<Duration>,
    tolerant: bool,
) -> Result<Client, RpcError> {
    let place = address.strip_prefix("tls:").and_then(|rest| Some((rest.to_owned(), rest.rsplit_once(':')?.0)));
    let Some((place, host)) = place else {
        return Err(lost(format!("{address} is not like tls:HOST:PORT")));
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(host.to_owned()).map_err(|error| lost(format!("{host}: {error}")))?;
    let dial = move |until| -> Result<Box<dyn Transport>, RpcError> {
        let connection = ClientConnection::new(Arc::clone(&config), name.clone()).map_err(lost)?;
        Ok(Box::new(Framed::new(Secure::new(connection, dial_tcp(&place, until)?))))
    };
    Client::over(dial, timeout, tolerant)
}
