using System.CommandLine;
using System.Net.Sockets;
using KubeSharp.Cli.Logging;
using KubeSharp.Client.LeaderElection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

/// <summary>What the commands that run one component have in common.</summary>
internal static class ComponentCommand
{
    /// <summary>Makes the command run until it is told to end.</summary>
    public static void Run(Command command, FlagSet flags, Func<ParseResult, ILoggerFactory, CancellationToken, Task> run)
    {
        var verbosity = flags.Verbosity();
        var format = flags.LoggingFormat();
        command.SetAction(async (result, cancellationToken) =>
        {
            flags.LogLevel.Value = result.GetValue(verbosity);
            using var loggers = ComponentLogging.Create(
                flags.LogLevel, FlagValues.OneOf(result.GetRequiredValue(format), format.Name, "text", "json"));
            try
            {
                await run(result, loggers, cancellationToken);
                return 0;
            }
            catch (Exception failure) when (IsPlain(failure))
            {
                throw new UserException(failure.Message);
            }
        });
    }

    /// <summary>Whether the message says all: an option that the component refuses, a port that is taken, a lead that another has now.</summary>
    private static bool IsPlain(Exception failure) =>
        failure is ArgumentException { ParamName: null } or IOException or SocketException or LeadershipLostException;

    /// <summary>Name of this machine as a node.</summary>
    public static string DefaultNodeName => Environment.MachineName.ToLowerInvariant();
}
