using System.Text;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>A request as it comes from the wire.</summary>
internal sealed record FuzzRequest(string Method, string Path, string Query, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>So that it can be sent again by hand.</summary>
    public override string ToString() =>
        $"{Method} {Path}{Query} {string.Join("; ", Headers.Select(header => $"{header.Name}: {header.Value}"))} {Encoding.UTF8.GetString(Body)}";
}
