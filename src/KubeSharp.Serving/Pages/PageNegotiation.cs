namespace KubeSharp.Serving.Pages;

/// <summary>
/// Reads the Accept header of /statusz and /flagz (KEP-4827, KEP-4828): text for whoever names nothing else, and
/// <c>application/json;g=config.k8s.io;v=v1beta1;as=Statusz</c>. A plain application/json is refused: it does not say which version it can read.
/// </summary>
internal static class PageNegotiation
{
    public static PageFormat Of(string accept, string kind)
    {
        if (accept.Trim().Length == 0)
        {
            return PageFormat.Text;
        }

        foreach (var clause in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = clause.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is "text/plain" or "text/*" or "*/*")
            {
                return PageFormat.Text;
            }

            if (parts[0] is "application/json" && parts.Contains("g=config.k8s.io") && parts.Contains("v=v1beta1") && parts.Contains("as=" + kind))
            {
                return PageFormat.Json;
            }
        }

        return PageFormat.None;
    }
}
