// Preloaded into a child (node --require): when the parent is gone, even by SIGKILL, the child ends too.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
