use crate::{Block, Queue, use_block};
use iceoryx2::prelude::*;
use iceoryx2::service::port_factory::publish_subscribe::PortFactory;
use std::error::Error;

type Service<const WORDS: usize> = PortFactory<ipc::Service, Block<WORDS>, ()>;

fn service<const WORDS: usize>(
    node: &Node<ipc::Service>,
    blocks: usize,
    number: u32,
) -> Result<Service<WORDS>, Box<dyn Error>> {
    let name = format!("bench/{}/{number}", std::process::id());
    Ok(node
        .service_builder(&name.as_str().try_into()?)
        .publish_subscribe::<Block<WORDS>>()
        .enable_safe_overflow(false)
        .history_size(0)
        .subscriber_max_buffer_size(blocks)
        .max_publishers(1)
        .max_subscribers(1)
        .open_or_create()?)
}

/// Through shared memory, as between processes. Each side has a node of its own, for it is another thread's.
pub fn queue<const WORDS: usize>(blocks: usize, number: u32) -> Result<Queue, Box<dyn Error>> {
    set_log_level(LogLevel::Error);
    let nodes = [
        NodeBuilder::new().create::<ipc::Service>()?,
        NodeBuilder::new().create::<ipc::Service>()?,
    ];
    let writing = service::<WORDS>(&nodes[0], blocks, number)?;
    let reading = service::<WORDS>(&nodes[1], blocks, number)?;
    let subscriber = reading.subscriber_builder().create()?;
    let publisher = writing
        .publisher_builder()
        .backpressure_strategy(BackpressureStrategy::DiscardData)
        .create()?;
    let given = Block([1; WORDS]);
    Ok(Queue {
        write: Box::new(move |_| publisher.send_copy(given).unwrap_or(0)),
        read: Box::new(move |_| {
            let Ok(Some(sample)) = subscriber.receive() else {
                return 0;
            };
            let taken = *sample;
            use_block(&taken);
            1
        }),
    })
}
