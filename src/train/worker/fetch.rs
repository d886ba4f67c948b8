//! Fetches the bytes of a shard as they come. Whether they are the right ones is left to `data`.

use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, RequestCache, RequestInit, Response,
    Url,
};

use crate::data::fashion_mnist::{Shard, ShardError};

/// Where the shards lie, seen from the worker's script.
const FOLDER: &str = "data/fashion-mnist/";
/// Milliseconds between two words on the progress: 20 a second.
const REPORT_EVERY: f64 = 50.0;

/// The bytes of `shard`; `progress` hears how many are here.
///
/// # Errors
/// The server's status, or none if no answer came; or the connection broke on the way.
pub async fn fetch(
    scope: &DedicatedWorkerGlobalScope,
    shard: &Shard,
    trusts_cache: bool,
    progress: impl Fn(u64),
) -> Result<Vec<u8>, ShardError> {
    let missing = |status| ShardError::Missing { status };
    let response = request(scope, shard.file, trusts_cache)
        .await
        .map_err(|_| missing(None))?;
    let status = Some(response.status());
    let body = response.body().filter(|_| response.ok());
    let body = body.ok_or(missing(status))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();

    let mut bytes = Vec::with_capacity(shard.bytes as usize);
    let mut told = 0.0;
    while bytes.len() as u64 <= shard.bytes {
        let chunk = read(&reader).await.map_err(|_| ShardError::Truncated {
            expected: shard.bytes,
            found: bytes.len() as u64,
        })?;
        let Some(chunk) = chunk else {
            progress(bytes.len() as u64);
            return Ok(bytes);
        };
        let start = bytes.len();
        bytes.resize(start + chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes[start..]);
        if Date::now() - told >= REPORT_EVERY {
            told = Date::now();
            progress(bytes.len() as u64);
        }
    }
    // More than the file has: no use to read on.
    let _ = reader.cancel();
    Err(ShardError::Altered)
}

async fn request(
    scope: &DedicatedWorkerGlobalScope,
    file: &str,
    trusts_cache: bool,
) -> Result<Response, JsValue> {
    let path = format!("{FOLDER}{file}");
    let url = Url::new_with_base(&path, &scope.location().href())?;
    let init = RequestInit::new();
    init.set_cache(if trusts_cache {
        RequestCache::Default
    } else {
        RequestCache::Reload
    });
    let answer = JsFuture::from(scope.fetch_with_str_and_init(&url.href(), &init)).await?;
    answer.dyn_into()
}

/// The next piece, `None` at the end.
async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    if Reflect::get(&result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    Reflect::get(&result, &"value".into())?.dyn_into().map(Some)
}
