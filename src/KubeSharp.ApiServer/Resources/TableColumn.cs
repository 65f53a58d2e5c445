namespace KubeSharp.ApiServer.Resources;

/// <summary>A column of a meta.k8s.io/v1 Table.</summary>
/// <param name="Type">string, integer, boolean, date …</param>
/// <param name="Priority">0 is shown by plain <c>kubectl get</c>, 1 only with <c>-o wide</c>.</param>
/// <param name="Format">"name" for the name column, "" mostly.</param>
public sealed record TableColumn(string Name, string Type, string Description, int Priority = 0, string Format = "");
