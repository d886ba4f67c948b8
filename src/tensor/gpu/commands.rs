//! Gathers work until it has to be submitted: one encoder, and one compute pass as long as nothing
//! but kernels run. When that is due is left to the device.

/// What was encoded since the last submit.
#[derive(Debug, Default)]
pub struct Commands {
    encoder: Option<wgpu::CommandEncoder>,
    pass: Option<wgpu::ComputePass<'static>>,
}

impl Commands {
    pub fn is_empty(&self) -> bool {
        self.encoder.is_none()
    }

    /// A pass to dispatch in: the open one, if there is one.
    pub fn pass(&mut self, device: &wgpu::Device) -> &mut wgpu::ComputePass<'static> {
        let encoder = encoder(&mut self.encoder, device);
        self.pass.get_or_insert_with(|| {
            let pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
            pass.forget_lifetime()
        })
    }

    /// The encoder itself, for copies; ends the pass.
    pub fn encoder(&mut self, device: &wgpu::Device) -> &mut wgpu::CommandEncoder {
        self.pass = None;
        encoder(&mut self.encoder, device)
    }

    pub fn submit(&mut self, queue: &wgpu::Queue) {
        self.pass = None;
        queue.submit(self.encoder.take().map(wgpu::CommandEncoder::finish));
    }
}

fn encoder<'a>(
    encoder: &'a mut Option<wgpu::CommandEncoder>,
    device: &wgpu::Device,
) -> &'a mut wgpu::CommandEncoder {
    encoder.get_or_insert_with(|| {
        device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default())
    })
}
