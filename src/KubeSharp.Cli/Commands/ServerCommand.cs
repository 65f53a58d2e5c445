using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Cli.Logging;
using KubeSharp.Serving.Logging;

namespace KubeSharp.Cli.Commands;

internal static class ServerCommand
{
    public static Command Create()
    {
        var command = new Command("server", "Run a whole cluster on this machine, in the foreground");
        var flags = new ClusterFlags();
        flags.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = flags.Read(result);
            using var loggers = ComponentLogging.Create(new LogVerbosity(options.Verbosity));
            await new AllInOne(options, loggers, TimeProvider.System).RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
