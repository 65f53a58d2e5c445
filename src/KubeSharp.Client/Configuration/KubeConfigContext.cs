namespace KubeSharp.Client.Configuration;

/// <summary>A context of a kubeconfig: a cluster, seen as a user, in a namespace.</summary>
public sealed record KubeConfigContext(string Name, string Cluster, string User, string Namespace = "");
