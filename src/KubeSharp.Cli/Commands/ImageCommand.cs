using System.CommandLine;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

internal static class ImageCommand
{
    public static Command Create()
    {
        var command = new Command("image", "Work with the images of this node");
        command.Subcommands.Add(CreateImport());
        return command;
    }

    private static Command CreateImport()
    {
        var archives = new Argument<FileInfo[]>("FILE") { Description = "OCI or docker image archives", Arity = ArgumentArity.OneOrMore };
        var flags = new ClusterFlags();
        var command = new Command("import", "Put image archives into the cluster's container runtime");
        command.Arguments.Add(archives);
        flags.AddDataDirectoryTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var socket = Path.Combine(flags.Paths(result).RunDirectory, "containerd.sock");
            if (!File.Exists(socket))
            {
                throw new UserException($"no container runtime at {socket}: start the cluster first, or use the tools of your own runtime");
            }

            foreach (var archive in result.GetRequiredValue(archives))
            {
                if (!archive.Exists)
                {
                    throw new UserException($"{archive.FullName} does not exist");
                }

                foreach (var line in await ImageImporter.ImportAsync(socket, archive.FullName, cancellationToken))
                {
                    Console.WriteLine(line);
                }
            }

            return 0;
        });
        return command;
    }
}
