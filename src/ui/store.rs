//! The browser's own storage, as far as it lets a page: named values that outlive the page. What is
//! stored and when is left to others.

use std::pin::Pin;

use js_sys::{Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

use crate::lesson::kept::Trouble;

const DATABASE: &str = "convlab";
const STORE: &str = "runs";

/// Stores all of `values` under their keys, or none of them.
///
/// # Errors
/// What the browser has against it.
pub async fn put<const N: usize>(values: [(&str, &JsValue); N]) -> Result<(), Trouble> {
    let write = |store: &IdbObjectStore| {
        let put = |(key, value): &(&str, &JsValue)| store.put_with_key(value, &(*key).into());
        values.iter().map(put).collect()
    };
    within(IdbTransactionMode::Readwrite, &write).await?;
    Ok(())
}

/// What stands under `keys` at one moment: `undefined` where there is nothing.
///
/// # Errors
/// What the browser has against it.
pub async fn get<const N: usize>(keys: [&str; N]) -> Result<[JsValue; N], Trouble> {
    let read = |store: &IdbObjectStore| {
        let ask = |key: &&str| store.get(&(*key).into());
        keys.iter().map(ask).collect()
    };
    let values = within(IdbTransactionMode::Readonly, &read).await?;
    let mut values = values.into_iter();
    Ok(keys.map(|_| values.next().unwrap_or_default()))
}

/// Forgets what stands under `keys`.
///
/// # Errors
/// What the browser has against it.
pub async fn delete<const N: usize>(keys: [&str; N]) -> Result<(), Trouble> {
    let forget = |store: &IdbObjectStore| {
        let delete = |key: &&str| store.delete(&(*key).into());
        keys.iter().map(delete).collect()
    };
    within(IdbTransactionMode::Readwrite, &forget).await?;
    Ok(())
}

/// What a transaction asks of the storage.
type Work<'a> = &'a dyn Fn(&IdbObjectStore) -> Result<Vec<IdbRequest>, JsValue>;

/// What `work` asked for, in one transaction. Boxed: one program of it for all that is asked.
fn within<'a>(
    mode: IdbTransactionMode,
    work: Work<'a>,
) -> Pin<Box<dyn Future<Output = Result<Vec<JsValue>, Trouble>> + 'a>> {
    Box::pin(async move {
        let database = open().await.map_err(trouble)?;
        let done = transact(&database, mode, work).await;
        // No other tab has to wait for this one.
        database.close();
        done.map_err(trouble)
    })
}

async fn transact(
    database: &IdbDatabase,
    mode: IdbTransactionMode,
    work: Work<'_>,
) -> Result<Vec<JsValue>, JsValue> {
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    let store = transaction.object_store(STORE)?;
    let settled = promise(|done, failed| {
        transaction.set_oncomplete(Some(done));
        transaction.set_onabort(Some(failed));
    });
    let asked = match work(&store) {
        Ok(asked) => asked,
        Err(error) => {
            // What was asked for before is not to be done either; an aborted transaction cannot be.
            let _ = transaction.abort();
            return Err(error);
        }
    };
    let settled = settled.await;
    settled.map_err(|_| transaction.error().map_or(JsValue::NULL, JsValue::from))?;
    asked.iter().map(IdbRequest::result).collect()
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let made = {
        let request = request.clone();
        Closure::<dyn Fn() -> Result<(), JsValue>>::new(move || {
            let database: IdbDatabase = request.result()?.unchecked_into();
            database.create_object_store(STORE).map(drop)
        })
    };
    request.set_onupgradeneeded(Some(made.as_ref().unchecked_ref()));
    let opened = opened(&request).await;
    request.set_onupgradeneeded(None);
    opened
}

async fn opened(request: &IdbOpenDbRequest) -> Result<IdbDatabase, JsValue> {
    let settled = promise(|done, failed| {
        request.set_onsuccess(Some(done));
        request.set_onerror(Some(failed));
    });
    match settled.await {
        Ok(_) => Ok(request.result()?.unchecked_into()),
        Err(_) => Err(failure(request)),
    }
}

fn failure(request: &IdbRequest) -> JsValue {
    match request.error() {
        Ok(Some(error)) => error.into(),
        Ok(None) => JsValue::NULL,
        Err(error) => error,
    }
}

/// Settles when one of the two functions is called.
fn promise(connect: impl FnOnce(&Function, &Function)) -> JsFuture {
    let mut connect = Some(connect);
    let promise = Promise::new(&mut |done, failed| {
        if let Some(connect) = connect.take() {
            connect(&done, &failed);
        }
    });
    JsFuture::from(promise)
}

/// Browsers differ in how they refuse a page its storage: no factory at all, or one of some names.
fn trouble(error: JsValue) -> Trouble {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError") => Trouble::Full,
        Some("SecurityError" | "NotAllowedError" | "InvalidStateError") => Trouble::Refused,
        None if error.is_null() => Trouble::Refused,
        Some(_) | None => Trouble::Broken(format!("{error:?}")),
    }
}
