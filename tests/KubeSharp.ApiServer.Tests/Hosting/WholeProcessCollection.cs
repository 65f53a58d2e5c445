namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Tests that look at what belongs to the whole process, its memory, its metrics or its spans. They run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcessCollection
{
    public const string Name = "whole process";
}
