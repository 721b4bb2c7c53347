// Nanoseconds a message by cbor-x, the least of many rounds.
import { decode, encode } from 'cbor-x';

const request = {
    id: 1234567890123, pan: -5, gain: 0.1, name: 'oscillator', rate: 48000, time: 1700000000000000000n, flags: 7,
};
const message = encode(request);

function measure(name, call) {
    let least = Infinity;
    for (let round = 0; round < 60; ++round) {
        const start = process.hrtime.bigint();
        for (let i = 0; i < 20000; ++i) call();
        least = Math.min(least, Number(process.hrtime.bigint() - start) / 20000);
    }
    console.log(name.padEnd(34) + ' ' + least.toFixed(1).padStart(9));
}

measure('JavaScript, cbor-x (an object) encode', () => encode(request));
measure('JavaScript, cbor-x (an object) decode', () => decode(message));
