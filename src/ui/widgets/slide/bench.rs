//! What the parts of the Slide widget share: the operation at work, the step, what is pointed at.

use leptos::prelude::*;

use crate::lesson::player::Player;
use crate::lesson::slide::{self, Frame, Slide};
use crate::lesson::stage::{Pointing, Stage};
use crate::lesson::state::operation::{Operation, Question};
use crate::tensor::shape::ShapeError;
use crate::ui::page::Page;

#[derive(Clone, Copy)]
pub struct Bench {
    pub page: Page,
    pub operation: Memo<Operation>,
    pub slide: Memo<Result<Slide, ShapeError>>,
    pub player: RwSignal<Player>,
    hovered: RwSignal<Option<Pointing>>,
    pinned: RwSignal<Option<Pointing>>,
    /// Pixels across for the grids.
    pub room: RwSignal<f32>,
    pub stage: Memo<Option<Stage>>,
    /// The output channel that is shown.
    channel: Memo<usize>,
    /// The question was answered, or its answer asked for.
    pub is_answered: RwSignal<bool>,
}

impl Bench {
    pub fn new(page: Page) -> Self {
        let operation = Memo::new(move |_| page.playground.with(|all| all.operation.clone()));
        let slide = Memo::new(move |_| operation.with(slide::slide));
        let player = RwSignal::new(Player::new(1));
        let room = RwSignal::new(0.0);
        let stage = Memo::new(move |_| {
            let room = room.get();
            slide.with(|slide| {
                let slide = slide.as_ref().ok().filter(|_| room > 0.0)?;
                Some(Stage::new(slide, room))
            })
        });
        let hovered = RwSignal::new(None);
        let channel = Memo::new(move |_| {
            slide.with(|slide| {
                let slide = slide.as_ref().ok();
                slide.map_or(0, |slide| slide.cell(step(slide, hovered, player))[0])
            })
        });
        let bench = Self {
            page,
            operation,
            slide,
            player,
            hovered,
            pinned: RwSignal::new(None),
            room,
            stage,
            channel,
            is_answered: RwSignal::new(false),
        };
        bench.follow();
        bench
    }

    /// As many steps as the operation has now; what is no longer there is not pointed at.
    fn follow(self) {
        let steps = Memo::new(move |_| self.slide.with(|s| s.as_ref().map_or(1, Slide::steps)));
        Effect::new(move |_| {
            let steps = steps.get();
            self.player.update(|player| *player = player.resized(steps));
        });
        Effect::new(move |_| {
            self.hovered.set(None);
            let pinned = self.pinned.get_untracked();
            let is_there = self.slide.with(|slide| {
                let slide = slide.as_ref().ok();
                slide.zip(pinned).is_some_and(|(slide, at)| at.is_in(slide))
            });
            if pinned.is_some() && !is_there {
                self.pinned.set(None);
            }
        });
        let question = Memo::new(move |_| self.operation.with(|now| now.question));
        Effect::new(move |_| {
            question.track();
            self.is_answered.set(false);
        });
    }

    /// What the reader points at, or has pinned.
    pub fn pointing(self) -> Option<Pointing> {
        self.hovered.get().or_else(|| self.pinned.get())
    }

    pub fn pinned(self) -> Option<Pointing> {
        self.pinned.get()
    }

    /// Pointing rests while the window moves by itself.
    pub fn hover(self, at: Option<Pointing>) {
        let at = at.filter(|_| self.player.with_untracked(|now| !now.is_playing));
        if self.hovered.with_untracked(|now| *now != at) {
            self.hovered.set(at);
        }
    }

    /// Pins; the same again unpins. An output becomes the player's step.
    pub fn pin(self, at: Pointing) {
        if let Pointing::Output(cell) = at {
            self.go(cell);
            return;
        }
        self.player.update(|player| *player = player.paused());
        self.pinned
            .update(|now| *now = if *now == Some(at) { None } else { Some(at) });
    }

    /// Pins without unpinning, as keys do.
    pub fn point(self, at: Pointing) {
        self.hovered.set(None);
        self.pinned.set(Some(at));
    }

    pub fn unpin(self) {
        self.hovered.set(None);
        self.pinned.set(None);
    }

    /// The window goes to where this output is made.
    pub fn go(self, cell: [usize; 3]) {
        self.pinned.set(None);
        let step = self.slide.with_untracked(|slide| {
            let slide = slide.as_ref().ok()?;
            Some(slide.step(cell).min(slide.steps().saturating_sub(1)))
        });
        if let Some(step) = step {
            self.player.update(|player| *player = player.shown(step));
        }
    }

    /// The step that is shown: that of the output pointed at, else the player's.
    pub fn step(self, slide: &Slide) -> usize {
        step(slide, self.hovered, self.player)
    }

    pub fn with_frame<T>(self, show: impl FnOnce(&Slide, &Frame) -> T) -> Option<T> {
        self.slide.with(|slide| {
            let slide = slide.as_ref().ok()?;
            Some(show(slide, &slide::frame(slide, self.step(slide))))
        })
    }

    /// The output channel that is shown.
    pub fn channel(self) -> usize {
        self.channel.get()
    }

    /// What a question keeps back for now.
    pub fn open_question(self) -> Question {
        if self.is_answered.get() {
            Question::None
        } else {
            self.operation.with(|now| now.question)
        }
    }

    pub fn change(self, operation: Operation, name: &'static str) {
        let mut all = self.page.playground.get_untracked();
        all.operation = operation;
        self.page.choose_as(all, name);
    }
}

fn step(slide: &Slide, hovered: RwSignal<Option<Pointing>>, player: RwSignal<Player>) -> usize {
    match hovered.get() {
        Some(Pointing::Output(cell)) => slide.step(cell),
        Some(Pointing::Input(_) | Pointing::Weight(_)) | None => player.with(|player| player.step),
    }
}
