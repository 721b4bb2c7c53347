use crate::{Block, Queue, use_block};

/// One by one where a batch is one block.
pub fn queue<const WORDS: usize>(blocks: usize, batch: usize) -> Queue {
    let (mut producer, mut consumer) = rtrb::RingBuffer::<Block<WORDS>>::new(blocks);
    let given = vec![Block([1; WORDS]); batch];
    let mut taken = vec![Block([0; WORDS]); batch];
    if batch > 1 {
        return Queue {
            write: Box::new(move |count| producer.push_partial_slice(&given[..count]).0.len()),
            read: Box::new(move |count| {
                let got = consumer.pop_partial_slice(&mut taken[..count]).0.len();
                use_block(&taken[0]);
                got
            }),
        };
    }
    Queue {
        write: Box::new(move |_| usize::from(producer.push(given[0]).is_ok())),
        read: Box::new(move |_| {
            let Ok(block) = consumer.pop() else { return 0 };
            taken[0] = block;
            use_block(&taken[0]);
            1
        }),
    }
}
