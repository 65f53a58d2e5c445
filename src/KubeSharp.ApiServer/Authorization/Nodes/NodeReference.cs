namespace KubeSharp.ApiServer.Authorization.Nodes;

/// <summary>An object that a pod needs.</summary>
internal readonly record struct NodeReference(NodeReferenceKind Kind, string Namespace, string Name);
