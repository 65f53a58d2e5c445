using System.CommandLine;
using KubeSharp.Cli.Logging;
using KubeSharp.Controllers;

namespace KubeSharp.Cli.Commands;

internal static class ControllerManagerCommand
{
    public static Command Create()
    {
        var command = new Command("controller-manager", "Run the controllers against an API server");
        var flags = new FlagSet(command);
        var kubeconfig = flags.Text("--kubeconfig", "File with the address of the API server and this component's credentials");
        var leaderElect = flags.Switch("--leader-elect", "Work only while leading; for several controller managers on one cluster", true);
        var controllers = flags.List("--controllers", "Controllers to run: '*' for all that are on by default, 'name' to add, '-name' to leave out");
        var rootCa = flags.Text("--root-ca-file", "Certificate authority that pods are given");
        var tokenKey = flags.Text("--service-account-private-key-file", "Key that signs service account tokens");
        var legacyTokens = flags.Switch("--legacy-service-account-tokens", "Give every service account a Secret with a token, as Kubernetes did before 1.24", false);
        var signingCert = flags.Text("--cluster-signing-cert-file", "Certificate that signs certificate signing requests");
        var signingKey = flags.Text("--cluster-signing-key-file", "Its key");
        var allocate = flags.Switch("--allocate-node-cidrs", "Give each node its share of the pod addresses", false);
        var clusterCidr = flags.Text("--cluster-cidr", "Addresses of pods");
        var maskSize = flags.Number("--node-cidr-mask-size", "Size of a node's share", 24);
        var verbosity = flags.Verbosity();
        command.SetAction(async (result, cancellationToken) =>
        {
            using var loggers = ComponentLogging.Create(result.GetValue(verbosity));
            var client = KubeClients.FromKubeconfig(result.GetRequiredValue(kubeconfig), "kube-controller-manager", TimeProvider.System);
            var names = FlagValues.Split(result.GetRequiredValue(controllers));
            var options = new ControllerManagerOptions
            {
                LeaderElect = result.GetValue(leaderElect),
                Controllers = names.Count > 0 ? names : ["*"],
                RootCaPem = FlagValues.ReadFile(result.GetRequiredValue(rootCa), rootCa.Name),
                ServiceAccountPrivateKeyPem = FlagValues.ReadFile(result.GetRequiredValue(tokenKey), tokenKey.Name),
                LegacyServiceAccountTokens = result.GetValue(legacyTokens),
                ClusterSigningCertPem = FlagValues.ReadFile(result.GetRequiredValue(signingCert), signingCert.Name),
                ClusterSigningKeyPem = FlagValues.ReadFile(result.GetRequiredValue(signingKey), signingKey.Name),
                AllocateNodeCidrs = result.GetValue(allocate),
                ClusterCidr = result.GetRequiredValue(clusterCidr),
                NodeCidrMaskSizeIPv4 = result.GetValue(maskSize),
            };
            await new ControllerManager(options, client, loggers, TimeProvider.System).RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
