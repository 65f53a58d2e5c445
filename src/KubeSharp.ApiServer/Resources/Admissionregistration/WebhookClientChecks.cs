using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>Where a webhook is said to listen; for admission and for conversion.</summary>
internal static class WebhookClientChecks
{
    private const string Form = "; desired format: https://host[/path]";

    public static void Url(ErrorList errors, FieldPath path, string text)
    {
        if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url))
        {
            errors.Required(path, $"url must be a valid URL: parse {ErrorList.Quote(text)}: invalid URI{Form}");
            return;
        }

        var scheme = url.IsAbsoluteUri ? url.Scheme : "";
        if (scheme != Uri.UriSchemeHttps)
        {
            errors.InvalidText(path, scheme, "'https' is the only allowed URL scheme" + Form);
        }

        if (!url.IsAbsoluteUri || url.Host.Length == 0)
        {
            errors.InvalidText(path, "", "host must be specified" + Form);
            return;
        }

        if (url.UserInfo.Length > 0)
        {
            errors.InvalidText(path, url.UserInfo, "user information is not permitted in the URL");
        }

        if (url.Fragment.Length > 1)
        {
            errors.InvalidText(path, url.Fragment[1..], "fragments are not permitted in the URL");
        }

        if (url.Query.Length > 1)
        {
            errors.InvalidText(path, url.Query[1..], "query parameters are not permitted in the URL");
        }
    }

    public static void Service(ErrorList errors, FieldPath path, string ns, string name, string? urlPath, int port)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("name"), "service name is required");
        }

        if (ns.Length == 0)
        {
            errors.Required(path.Child("namespace"), "service namespace is required");
        }

        if (port is < 1 or > 65535)
        {
            errors.InvalidNumber(path.Child("port"), port, "port is not valid: " + NameMessages.Range(1, 65535));
        }

        if (urlPath is not (null or "" or "/"))
        {
            Path(errors, path.Child("path"), urlPath);
        }
    }

    private static void Path(ErrorList errors, FieldPath path, string text)
    {
        if (text == "//")
        {
            errors.InvalidText(path, text, "segment[0] may not be empty");
            return;
        }

        if (!text.StartsWith('/'))
        {
            errors.InvalidText(path, text, "must start with a '/'");
        }

        var segments = text[1..];
        segments = segments.EndsWith('/') ? segments[..^1] : segments;
        foreach (var (i, segment) in segments.Split('/').Index())
        {
            if (segment.Length == 0)
            {
                errors.InvalidText(path, text, $"segment[{i}] may not be empty");
                continue;
            }

            foreach (var message in NameMessages.Dns1123Subdomain(segment))
            {
                errors.InvalidText(path, text, $"segment[{i}]: {message}");
            }
        }
    }

    /// <param name="errors">Where they go.</param>
    /// <param name="path">Of the list.</param>
    /// <param name="versions">Versions of the review objects that the webhook understands.</param>
    /// <param name="absent">What is said when there are none.</param>
    public static void ReviewVersions(ErrorList errors, FieldPath path, ApiList<string> versions, string absent)
    {
        if (versions.Count == 0)
        {
            errors.Required(path, absent);
            return;
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < versions.Count; i++)
        {
            if (!seen.Add(versions[i]))
            {
                errors.InvalidText(path.Index(i), versions[i], "duplicate version");
            }
            else
            {
                NameChecks.Report(errors, path.Index(i), null, versions[i], NameMessages.Dns1035Label(versions[i]));
            }
        }

        if (!seen.Contains("v1") && !seen.Contains("v1beta1"))
        {
            errors.InvalidList(path, versions, "must include at least one of v1, v1beta1");
        }
    }
}
