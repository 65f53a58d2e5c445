namespace KubeSharp.ApiServer.OpenApi;

/// <summary>A path of the API with its operations.</summary>
internal sealed record ApiPath(string Path, string Tag, IReadOnlyList<Operation> Operations)
{
    /// <summary>Names in braces in the path.</summary>
    public IEnumerable<string> Parameters
    {
        get
        {
            for (var open = Path.IndexOf('{'); open >= 0; open = Path.IndexOf('{', open + 1))
            {
                yield return Path[(open + 1)..Path.IndexOf('}', open)];
            }
        }
    }
}
