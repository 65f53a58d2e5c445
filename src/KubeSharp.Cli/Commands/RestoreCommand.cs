using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Storage.Embedded.Backup;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Cli.Commands;

/// <summary>Makes the embedded store of a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A backup" };
        var command = new Command("restore", "Put a backup in the place of the cluster's store, while the cluster is down");
        command.Arguments.Add(file);
        var flags = new FlagSet(command);
        var dataDirectory = flags.Text("--data-dir", "Directory of the cluster's data", ClusterPaths.DefaultDataDirectory);
        var force = flags.Switch("--force", "Replace a store that is there", false);
        command.SetAction(async (result, cancellationToken) =>
        {
            var paths = new ClusterPaths(Path.GetFullPath(result.GetRequiredValue(dataDirectory)));
            if (ServerProcess.Find(paths) is not null)
            {
                throw new UserException("the cluster runs; stop it first (kubesharp down)");
            }

            var source = result.GetRequiredValue(file);
            if (!result.GetValue(force) && Directory.Exists(paths.Store) && Directory.EnumerateFiles(paths.Store, "store.db*").Any())
            {
                throw new UserException($"{paths.Store} has a store already; {force.Name} replaces it");
            }

            try
            {
                var revision = await StoreBackup.RestoreAsync(source.FullName, paths.Store, result.GetValue(force), cancellationToken);
                Console.WriteLine($"{paths.Store} is restored and goes on from revision {revision}.");
                return 0;
            }
            catch (StoreException failure)
            {
                throw new UserException(failure.Message);
            }
        });
        return command;
    }
}
