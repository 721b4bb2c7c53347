#!/usr/bin/env node
// Starts the ffigen of the package for this machine; its exit status is this one's.
"use strict";
const { spawnSync } = require("child_process");

const name = `ffigen-${process.platform}-${process.arch}`;
let program = process.env.FFIGEN;
if (!program) {
  try {
    program = require.resolve(`${name}/bin/ffigen`);
  } catch (error) {
    console.error(`ffigen: the package ${name} is not installed.`);
    console.error("npm leaves it out with --no-optional, and there is none for other machines than Linux on x64 and arm64:");
    console.error("build ffigen there, and set FFIGEN to the program.");
    process.exit(70);
  }
}
const result = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (result.error) {
  console.error(`ffigen: ${result.error.message}`);
  process.exit(70);
}
if (result.signal) process.kill(process.pid, result.signal);
process.exit(result.status);
