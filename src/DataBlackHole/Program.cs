using DataBlackHole.Commands;

return await CommandLine.RunAsync(args);
