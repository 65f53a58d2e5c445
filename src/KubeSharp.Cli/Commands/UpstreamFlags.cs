using System.CommandLine;

namespace KubeSharp.Cli.Commands;

/// <summary>
/// Flags of upstream's API server that have one value here, or whose effect this server does without: a command line that was written for
/// upstream's is accepted. What would be dangerous to pass over is refused.
/// </summary>
internal sealed class UpstreamFlags
{
    private readonly Option<bool> _allowPrivileged;
    private readonly Option<string> _etcdPrefix;
    private readonly Option<string> _storageMediaType;
    private readonly Option<bool> _watchCache;
    private readonly Option<string> _emulatedVersion;
    private readonly Option<string> _minCompatibility;
    private readonly Option<string[]> _serversOverrides;
    private readonly Option<string> _egressSelector;
    private readonly Option<string> _signingEndpoint;
    private readonly List<Option> _withoutEffect = [];

    public UpstreamFlags(FlagSet set)
    {
        _allowPrivileged = set.Switch("--allow-privileged", "Pods may have privileged containers; hold them back by PodSecurity", true);
        _etcdPrefix = set.Text("--etcd-prefix", "Where keys begin in the store; nothing but /registry", "/registry");
        _storageMediaType = set.Text("--storage-media-type", "How objects are stored; nothing but protobuf", "application/vnd.kubernetes.protobuf");
        _watchCache = set.Switch("--watch-cache", "Serve from the cache; always true", true);
        _emulatedVersion = set.Text("--emulated-version", "Version of the API that is offered; nothing but 1.36");
        _minCompatibility = set.Text("--min-compatibility-version", "Oldest server beside this one; 1.35 or 1.36");
        _serversOverrides = set.List("--etcd-servers-overrides", "Stores of single resources; not available");
        _egressSelector = set.Text("--egress-selector-config-file", "Proxies to the cluster's networks; not available");
        _signingEndpoint = set.Text("--service-account-signing-endpoint", "Socket of a signer of service account tokens; not available");
        foreach (var name in (ReadOnlySpan<string>)[
            "--default-watch-cache-size", "--watch-cache-sizes", "--delete-collection-workers",
            "--etcd-count-metric-poll-period", "--etcd-db-metric-poll-interval", "--etcd-healthcheck-timeout", "--etcd-readycheck-timeout",
            "--lease-reuse-duration-seconds", "--livez-grace-period", "--log-flush-frequency", "--vmodule",
            "--enable-garbage-collector", "--kubelet-timeout", "--kubelet-port", "--max-connection-bytes-per-sec",
            "--cert-dir", "--service-account-lookup", "--kubernetes-service-node-port", "--apiserver-count",
            "--permit-port-sharing", "--permit-address-sharing", "--debug-socket-path", "--peer-ca-file", "--peer-advertise-ip",
            "--peer-advertise-port"])
        {
            _withoutEffect.Add(set.Text(name, "Accepted, without effect"));
        }
    }

    /// <summary>Refuses what cannot be had.</summary>
    /// <returns>The flags that were given and have no effect, for a notice.</returns>
    /// <exception cref="UserException">A value is not available.</exception>
    public IReadOnlyList<string> Check(ParseResult result)
    {
        Require(result.GetValue(_allowPrivileged), "--allow-privileged=false is not available; hold privileged pods back by PodSecurity");
        Require(result.GetRequiredValue(_etcdPrefix) is "/registry" or "registry", "--etcd-prefix can be nothing but /registry");
        Require(
            result.GetRequiredValue(_storageMediaType) == "application/vnd.kubernetes.protobuf",
            "--storage-media-type can be nothing but application/vnd.kubernetes.protobuf");
        Require(result.GetValue(_watchCache), "--watch-cache=false is not available; reads come from the cache");
        Require(
            result.GetRequiredValue(_emulatedVersion) is "" or "1.36" or "kube=1.36" or "kube=v1.36",
            "--emulated-version can be nothing but 1.36; older versions are not emulated");
        Require(
            result.GetRequiredValue(_minCompatibility) is "" or "1.35" or "1.36" or "kube=1.35" or "kube=1.36",
            "--min-compatibility-version can be 1.35 or 1.36");
        Require(result.GetRequiredValue(_serversOverrides).Length == 0, "--etcd-servers-overrides is not available; all resources are in one store");
        Require(result.GetRequiredValue(_egressSelector).Length == 0, "--egress-selector-config-file is not available; connections are made directly");
        Require(result.GetRequiredValue(_signingEndpoint).Length == 0, "--service-account-signing-endpoint is not available; keys are read from files");
        return [.. _withoutEffect.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
    }

    private static void Require(bool isAvailable, string otherwise)
    {
        if (!isAvailable)
        {
            throw new UserException(otherwise);
        }
    }
}
