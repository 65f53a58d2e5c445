using System.CommandLine;
using KubeSharp.Cli.Logging;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

/// <summary>What the commands that run one component have in common.</summary>
internal static class ComponentCommand
{
    /// <summary>Makes the command run until it is told to end.</summary>
    public static void Run(Command command, FlagSet flags, Func<ParseResult, ILoggerFactory, CancellationToken, Task> run)
    {
        var verbosity = flags.Verbosity();
        command.SetAction(async (result, cancellationToken) =>
        {
            using var loggers = ComponentLogging.Create(result.GetValue(verbosity));
            await run(result, loggers, cancellationToken);
            return 0;
        });
    }

    /// <summary>Name of this machine as a node.</summary>
    public static string DefaultNodeName => Environment.MachineName.ToLowerInvariant();
}
