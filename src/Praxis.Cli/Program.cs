using System.Runtime.InteropServices;
using Praxis.App;
using Praxis.Cli;

using var stop = new CancellationTokenSource();

void Stop(PosixSignalContext signal)
{
    // The first signal asks for a stop between two steps; a second one ends the process at once.
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return CommandLine.Run(args, new VerbHost
{
    Environment = new JobEnvironment { Cancellation = stop.Token },
    Input = Console.In,
    Output = Console.Out,
    Error = Console.Error,
    IsOutputTerminal = Terminal.IsCapable && !Console.IsOutputRedirected,
    IsErrorTerminal = Terminal.IsCapable && !Console.IsErrorRedirected,
    Width = Terminal.Width,
});
