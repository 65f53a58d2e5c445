using System.CommandLine;
using KubeSharp.ApiServer.Pki;
using KubeSharp.Cli.Cluster;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Cli.Commands;

/// <summary>Prints credentials for further nodes and users.</summary>
internal static class KubeconfigCommand
{
    public static Command Create()
    {
        var command = new Command("kubeconfig", "Print a kubeconfig for a further node or user, where the cluster's authority is");
        var flags = new FlagSet(command);
        var dataDirectory = flags.Text("--data-dir", "Directory of the API server's data", ClusterPaths.DefaultDataDirectory);
        var node = flags.Text("--node", "Name of the node whose kubelet it is for");
        var user = flags.Text("--user", "Name of the user whom it is for");
        var groups = flags.List("--group", "Groups of that user");
        var server = flags.Text("--server", "Address of the API server; that of DATA-DIR/kubeconfig/admin.conf if not given");
        command.SetAction(result =>
        {
            var paths = new ClusterPaths(Path.GetFullPath(result.GetRequiredValue(dataDirectory)));
            var identity = Identity(result.GetRequiredValue(node), result.GetRequiredValue(user), FlagValues.Split(result.GetRequiredValue(groups)));
            var address = result.GetRequiredValue(server) is { Length: > 0 } given ? given : ServerOf(paths);
            try
            {
                Console.Write(new KubeconfigWriter(ClusterPki.Open(paths.Pki, TimeProvider.System), address, ClusterCredentials.ClusterName).Make(identity));
            }
            catch (IOException failure)
            {
                throw new UserException($"{failure.Message}; name the API server's data directory with {dataDirectory.Name}");
            }

            return 0;
        });
        return command;
    }

    private static KubeconfigIdentity Identity(string node, string user, IReadOnlyList<string> groups) => (node, user) switch
    {
        ({ Length: > 0 }, "") when groups.Count == 0 => KubeconfigIdentity.Kubelet(node),
        ("", { Length: > 0 }) => new KubeconfigIdentity(user, user, groups),
        _ => throw new UserException("give either --node, or --user with its --group"),
    };

    private static string ServerOf(ClusterPaths paths)
    {
        try
        {
            return ClientConfig.From(KubeConfig.Load(paths.AdminKubeconfig)).Cluster.Server;
        }
        catch (Exception failure) when (failure is KubeConfigException or IOException)
        {
            throw new UserException($"{failure.Message.TrimEnd('.')}; give the API server's address with --server");
        }
    }
}
