using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects, by key.</param>
/// <param name="ResourceVersion">The version at which the list was taken; a watch may start there.</param>
/// <param name="Continue">The token for the next page; empty on the last.</param>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string ResourceVersion, string Continue)
    where T : ApiObject;
