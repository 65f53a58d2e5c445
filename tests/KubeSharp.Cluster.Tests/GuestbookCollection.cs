namespace KubeSharp.Cluster.Tests;

/// <summary>Tests of the example application, which has a namespace and a node port that there is once: one after another, beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class GuestbookCollection
{
    public const string Name = "guestbook";
}
