using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Storage.Embedded.Backup;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Cli.Commands;

/// <summary>Copies the embedded store, also while its server runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The backup to write" };
        var command = new Command("backup", "Copy the cluster's store into a file, also while the cluster runs; for one on etcd there is etcdctl snapshot save");
        command.Arguments.Add(file);
        var dataDirectory = new FlagSet(command).Text("--data-dir", "Directory of the cluster's data", ClusterPaths.DefaultDataDirectory);
        command.SetAction(async (result, cancellationToken) =>
        {
            var paths = new ClusterPaths(Path.GetFullPath(result.GetRequiredValue(dataDirectory)));
            var target = result.GetRequiredValue(file);
            try
            {
                var revision = await StoreBackup.SaveAsync(paths.Store, target.FullName, cancellationToken);
                target.Refresh();
                Console.WriteLine($"{target.FullName}: the store at revision {revision}, {target.Length:n0} bytes.");
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
