using System.Text;
using System.Text.RegularExpressions;

namespace KubeSharp.ApiServer.Connect.Proxy;

/// <summary>Leads links through the proxy.</summary>
/// <param name="prefix">The path that the proxied site appears under.</param>
/// <param name="site">The site itself.</param>
/// <param name="ownHost">Host and port that the client used for us.</param>
internal sealed partial class LinkRewriter(string prefix, Uri site, string ownHost)
{
    /// <summary>Rewrites links of this site that start at its root; all others stay as they are.</summary>
    public string Rewrite(string link)
    {
        if (link.StartsWith("//", StringComparison.Ordinal))
        {
            return link;
        }

        if (link.StartsWith('/'))
        {
            return link.StartsWith(prefix, StringComparison.Ordinal) ? link : prefix + link;
        }

        if (Uri.TryCreate(link, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https"
            && (absolute.Authority == site.Authority || absolute.Authority == ownHost))
        {
            return absolute.PathAndQuery.StartsWith(prefix, StringComparison.Ordinal) ? link : prefix + absolute.PathAndQuery + absolute.Fragment;
        }

        return link;
    }

    /// <summary>Rewrites the links in the tags of an HTML page, leaving everything else as it is.</summary>
    public string RewritePage(string page)
    {
        var result = new StringBuilder(page.Length + 256);
        var copied = 0;
        foreach (Match tag in Tag().Matches(page))
        {
            foreach (Match attribute in LinkAttribute().Matches(tag.Value))
            {
                var value = attribute.Groups["value"];
                var start = tag.Index + value.Index;
                result.Append(page, copied, start - copied).Append(Rewrite(value.Value));
                copied = start + value.Length;
            }
        }

        return result.Append(page, copied, page.Length - copied).ToString();
    }

    [GeneratedRegex("<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(
        "\\s(?:href|src|action|formaction|background|cite|codebase|data|icon|longdesc|manifest|poster|profile|usemap)\\s*=\\s*(?:\"(?<value>[^\"]*)\"|'(?<value>[^']*)'|(?<value>[^\\s\"'>]+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkAttribute();
}
