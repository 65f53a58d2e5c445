namespace KubeSharp.Client.Configuration;

/// <summary>Everything a client needs to reach one API server as one user.</summary>
public sealed record ClientConfig
{
    private const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    public required KubeConfigCluster Cluster { get; init; }

    public required KubeConfigUser User { get; init; }

    /// <summary>Where to work if nothing else is said.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Requests a second that the client allows itself; 0 for no limit.</summary>
    public double Qps { get; init; }

    /// <summary>How many requests it may make at once beyond that.</summary>
    public int Burst { get; init; } = 10;

    /// <summary>Sent as <c>User-Agent</c>; it names the field manager of writes that name none.</summary>
    public string UserAgent { get; init; } = "kubesharp";

    /// <param name="config">The kubeconfig.</param>
    /// <param name="context">Null for the current context.</param>
    /// <exception cref="KubeConfigException">Something that the context names is missing.</exception>
    public static ClientConfig From(KubeConfig config, string? context = null)
    {
        var name = string.IsNullOrEmpty(context) ? config.CurrentContext : context;
        if (name.Length == 0)
        {
            throw new KubeConfigException("The kubeconfig has no current context; name one with --context.");
        }

        var chosen = config.Contexts.FirstOrDefault(entry => entry.Name == name)
            ?? throw new KubeConfigException($"context \"{name}\" does not exist");
        var cluster = config.Clusters.FirstOrDefault(entry => entry.Name == chosen.Cluster)
            ?? throw new KubeConfigException($"cluster \"{chosen.Cluster}\" of context \"{name}\" does not exist");
        var user = config.Users.FirstOrDefault(entry => entry.Name == chosen.User) ?? new KubeConfigUser(chosen.User);
        if (user.UsesPlugin)
        {
            throw new KubeConfigException($"user \"{user.Name}\" needs a credential plugin, which this client does not run; use a certificate or a token");
        }

        return new ClientConfig { Cluster = cluster, User = user, Namespace = chosen.Namespace.Length > 0 ? chosen.Namespace : "default" };
    }

    /// <summary>The configuration that every pod finds in its service account volume; null outside of one.</summary>
    public static ClientConfig? InCluster()
    {
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port) || !File.Exists($"{ServiceAccountDirectory}/token"))
        {
            return null;
        }

        var authority = host.Contains(':') ? $"[{host}]" : host;
        var ns = $"{ServiceAccountDirectory}/namespace";
        return new ClientConfig
        {
            Cluster = new KubeConfigCluster("in-cluster")
            {
                Server = $"https://{authority}:{port}",
                CertificateAuthority = $"{ServiceAccountDirectory}/ca.crt",
            },
            User = new KubeConfigUser("in-cluster") { TokenFile = $"{ServiceAccountDirectory}/token" },
            Namespace = File.Exists(ns) ? File.ReadAllText(ns).Trim() : "default",
        };
    }
}
