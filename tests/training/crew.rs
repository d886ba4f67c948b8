//! A batch in slices: the same sums whoever computes them.

use std::pin::Pin;

use convlab::nn::module::Module;
use convlab::tensor::device::Device;
use convlab::train::assistant::Assistant;
use convlab::train::block_on::block_on;
use convlab::train::crew::Crew;
use convlab::train::protocol::RunSpec;
use convlab::train::session::Session;
use convlab::train::slices::cut;

use crate::support::{bands, bits, deep, relu_lenet, session, spec, train};

/// Works in the same thread; members leave after so many tasks.
#[derive(Debug, Default)]
struct Local {
    members: Vec<Assistant>,
    spec: Option<RunSpec>,
    answers: Vec<Vec<f32>>,
    patience: usize,
}

impl Crew for Local {
    fn enlist(&mut self, spec: &RunSpec, members: usize) {
        let made = self.members.len();
        assert!(made <= members, "nobody is sent away during a run");
        if self.spec.as_ref() != Some(spec) {
            let one = |_| Assistant::new(spec.clone(), Device::cpu()).unwrap();
            self.members = (0..members).map(one).collect();
            self.answers = vec![Vec::new(); members];
            self.spec = Some(spec.clone());
        }
    }

    fn gather(&mut self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(async {})
    }

    fn ask(&mut self, member: usize, task: &[&[f32]]) {
        let Some(assistant) = self.members.get_mut(member).filter(|_| self.patience > 0) else {
            return self.answers[member].clear();
        };
        self.patience -= 1;
        let task = task.concat();
        let mut rest = task.as_slice();
        let mut next = |room: &mut [f32]| {
            let numbers = rest.split_off(..room.len()).unwrap();
            room.copy_from_slice(numbers);
        };
        self.answers[member] = block_on(assistant.answer(task.len(), &mut next)).concat();
    }

    fn answer<'a>(
        &'a mut self,
        member: usize,
        into: &'a mut Vec<f32>,
    ) -> Pin<Box<dyn Future<Output = bool> + 'a>> {
        // The last task is lost with its member.
        let comes = self.patience != 1 && !self.answers[member].is_empty();
        into.clone_from(&self.answers[member]);
        Box::pin(async move { comes })
    }
}

fn run(spec: RunSpec, crew: Option<Local>) -> (Vec<f32>, Session) {
    let mut session = session(spec);
    if let Some(crew) = crew {
        session.help(Box::new(crew));
    }
    let points = train(&mut session, &bands(50, 1));
    (points.iter().map(|point| point.loss).collect(), session)
}

#[test]
fn who_computes_a_slice_makes_no_difference() {
    for module in [relu_lenet(), deep(Module::ReLU)] {
        for workers in [2, 3, 7, 99] {
            let spec = RunSpec {
                workers,
                ..spec(module.clone())
            };
            let (alone, own) = run(spec.clone(), None);
            for patience in [usize::MAX, 5] {
                let crew = Local {
                    patience,
                    ..Local::default()
                };
                let (helped, with) = run(spec.clone(), Some(crew));
                assert_eq!(alone, helped, "{workers} workers, {patience} tasks");
                assert_eq!(bits(&own), bits(&with));
            }
        }
    }
}

#[test]
fn who_tests_makes_no_difference() {
    // Three whole batches of the test and a short one.
    let test = bands(800, 2);
    for module in [relu_lenet(), deep(Module::ReLU)] {
        let alone = block_on(session(spec(module.clone())).evaluate(&test)).unwrap();
        for workers in [2, 3, 7] {
            for patience in [usize::MAX, 2] {
                let mut helped = session(RunSpec {
                    workers,
                    ..spec(module.clone())
                });
                helped.help(Box::new(Local {
                    patience,
                    ..Local::default()
                }));
                let pass = block_on(helped.evaluate(&test)).unwrap();
                assert_eq!(alone, pass, "{workers} workers, {patience} tasks");
            }
        }
    }
}

#[test]
fn slices_learn_what_the_whole_batch_learns() {
    // Dropout included: a slice draws the masks that the whole batch has for its pictures.
    for module in [relu_lenet(), deep(Module::Tanh)] {
        let (whole, _) = run(spec(module.clone()), None);
        for workers in [2, 3, 16] {
            let cut = RunSpec {
                workers,
                ..spec(module.clone())
            };
            let (sliced, _) = run(cut, None);
            for (step, (a, b)) in whole.iter().zip(&sliced).enumerate() {
                assert!((a - b).abs() < 1e-4, "step {step}, {workers}: {a} and {b}");
            }
        }
    }
}

#[test]
fn a_batch_is_cut_evenly() {
    assert_eq!(cut(10, 3), [0..4, 4..7, 7..10]);
    assert_eq!(cut(2, 5), [0..1, 1..2]);
    assert_eq!(cut(0, 3).len(), 1, "never no slice");
}
