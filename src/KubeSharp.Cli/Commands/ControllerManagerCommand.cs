using System.CommandLine;
using KubeSharp.Client;
using KubeSharp.Client.ServiceAccounts;
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
        var useAccounts = flags.Switch(
            "--use-service-account-credentials", "Let each controller act as a service account of its own, else all act as this component, which then needs all their rights", true);
        var controllers = flags.List("--controllers", "Controllers to run: '*' for all that are on by default, 'name' to add, '-name' to leave out");
        var rootCa = flags.Text("--root-ca-file", "Certificate authority that pods are given");
        var tokenKey = flags.Text("--service-account-private-key-file", "Key that signs service account tokens");
        var legacyTokens = flags.Switch("--legacy-service-account-tokens", "Give every service account a Secret with a token, as Kubernetes did before 1.24", false);
        var signingCert = flags.Text("--cluster-signing-cert-file", "Certificate that signs certificate signing requests");
        var signingKey = flags.Text("--cluster-signing-key-file", "Its key");
        var allocate = flags.Switch("--allocate-node-cidrs", "Give each node its share of the pod addresses", false);
        var clusterCidr = flags.Text("--cluster-cidr", "Addresses of pods");
        var maskSize = flags.Number("--node-cidr-mask-size", "Size of a node's share", 24);
        var autoscaler = new AutoscalerFlags(flags);
        var server = new ComponentServerFlags(flags, "kube-controller-manager", port: 10257);
        ComponentCommand.Run(command, flags, async (result, loggers, cancellationToken) =>
        {
            var time = TimeProvider.System;
            var config = KubeClients.Config(result.GetRequiredValue(kubeconfig), "kube-controller-manager");
            using var transport = KubeClients.Transport(config, time);
            var client = new KubeClient(transport);
            using var accounts = new ServiceAccountClients(config, client, "kube-system", time);
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
            options = autoscaler.Apply(result, options);
            Func<string, KubeClient> clients = result.GetValue(useAccounts) ? accounts.Of : _ => client;
            var manager = new ControllerManager(options, client, clients, loggers, time);
            await server.RunAsync(result, client, loggers, manager.SelectedControllers, manager.RunAsync, cancellationToken);
        });
        return command;
    }
}
