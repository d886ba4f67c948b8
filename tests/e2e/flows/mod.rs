//! What a reader does, flow by flow. Each gets a fresh browser and a fresh server, and fails on
//! any error in the console and any request to another host, whatever else it checks.

use crate::stage::Stage;

mod builder;
mod chapters;
mod data;
mod device;
mod keep;
mod models;
mod picture;
mod programs;
mod reach;
mod shell;
mod sizes;
mod slide;
mod training;
mod weights;

pub struct Flow {
    pub name: &'static str,
    pub run: fn(&Stage),
}

pub const FLOWS: [Flow; 75] = [
    flow(
        "text stands without the program",
        shell::text_without_program,
    ),
    flow(
        "contents lead to the chapter, in both languages",
        shell::contents,
    ),
    flow(
        "language switch keeps the choices; back returns",
        shell::language,
    ),
    flow("theme and size are kept", shell::theme_and_size),
    flow("wild links are clamped", shell::wild_links),
    flow("back undoes a choice", shell::back_undoes),
    flow("the programs of a page agree", programs::agree),
    flow("a run is known where its network is drawn", programs::stale),
    flow("variants change ledger, diagram and code", shell::variants),
    flow(
        "an epoch on all pictures, then pause, step, resume, reset",
        training::epoch,
    ),
    flow("an epoch of GoogLeNet on all pictures", training::googlenet),
    flow("a run survives the change of language", training::language),
    flow("same seed, same losses", training::repeatable),
    flow("a diverging run stops and says why", training::diverges),
    flow("mistakes lead to their feature maps", training::mistakes),
    flow("a run goes on after a reload, exactly", keep::exact),
    flow("a run survives a crash", keep::crash),
    flow("a kept run is discarded, never written over", keep::discard),
    flow("two tabs of a chapter keep two runs apart", keep::two_tabs),
    flow("one's own network and imported weights are kept", keep::own),
    flow("a spoiled record changes nothing", keep::spoiled),
    flow(
        "a storage that refuses is said, training goes on",
        keep::refused,
    ),
    flow("weights go out and come back", weights::round_trip),
    flow("bad weight files change nothing", weights::refused),
    flow(
        "a missing shard is named and asked for again",
        data::missing,
    ),
    flow(
        "a truncated shard is named and asked for again",
        data::truncated,
    ),
    flow(
        "an altered shard is named and asked for again",
        data::altered,
    ),
    flow("bytes are counted while data come", data::progress),
    flow("a drawing is recognised as something", picture::drawn),
    flow(
        "a picture file is recognised as something",
        picture::uploaded,
    ),
    flow("the notes' numbers come out of the page", slide::goldens),
    flow(
        "pointing: window, outputs fed, uses of a weight",
        slide::pointing,
    ),
    flow("an operation by keys alone", slide::keys),
    flow("a setting without output is explained", slide::no_output),
    flow("both ways of counting padding", slide::notations),
    flow("a question in a link", slide::question),
    flow("a chapter opens without worker and data", slide::light),
    flow(
        "kernels on pictures, and files that are none",
        chapters::pictures,
    ),
    flow("a kernel is learned", chapters::learning),
    flow(
        "channels: a matrix product, a colour picture",
        chapters::channels,
    ),
    flow("receptive fields of a stack", chapters::fields),
    flow(
        "an effective field from real gradients",
        chapters::effective,
    ),
    flow(
        "a convolution as a matrix, and its costs",
        chapters::matrices,
    ),
    flow("shuffled pixels train in the worker", chapters::shuffled),
    flow("a picture moved by a pixel", chapters::shifted),
    flow(
        "a large network asks first, a small one comes trained",
        sizes::consent,
    ),
    flow(
        "weights of another network are refused name by name",
        sizes::foreign_weights,
    ),
    flow(
        "weights of GoogLeNet go out and come back",
        sizes::out_and_in,
    ),
    flow("a layer that clashes says so and is mended", builder::clash),
    flow("a tree of modules by keys alone", builder::keys),
    flow("a network of one's own in a link", builder::own_network),
    flow("what a plain list hides", builder::registered),
    flow(
        "a live run: NiN at full size tells time, classes, numbers and maps",
        models::live,
    ),
    flow("a layer that is asked for opens", models::asked),
    flow("class maps", models::class_maps),
    flow("branches", models::branches),
    flow("WebGPU trains where it is chosen", device::webgpu),
    flow("a software adapter is never preferred", device::automatic),
    flow(
        "a long run without a rival begins on the CPU",
        device::automatic_alone,
    ),
    flow(
        "both devices are measured before a long run",
        device::compared,
    ),
    flow("the faster device trains", device::preferred),
    flow("as many workers as chosen", device::workers),
    flow(
        "a worker that never comes is not waited for",
        device::absent,
    ),
    flow("a browser without WebGPU", device::no_webgpu),
    flow("WebGPU without an adapter", device::no_adapter),
    flow("an adapter that gives no device", device::refused),
    flow("an adapter that is too small", device::small),
    flow("WebGPU that never answers", device::silent),
    flow("a worker on WebGPU that crashes", device::crashed),
    flow("a program that WebGPU refuses", device::invalid),
    flow("WebGPU runs out of memory in a run", device::memory),
    flow("the device is lost in a run", device::lost),
    flow("everything works by keyboard", reach::keyboard),
    flow("an operation by touch", reach::touch),
    flow("a narrow phone shows all", reach::narrow),
];

const fn flow(name: &'static str, run: fn(&Stage)) -> Flow {
    Flow { name, run }
}
