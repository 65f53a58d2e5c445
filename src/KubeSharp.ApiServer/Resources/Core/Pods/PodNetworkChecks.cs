using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>DNS settings and host aliases of a pod.</summary>
internal static class PodNetworkChecks
{
    private const int MaxNameservers = 3;
    private const int MaxSearches = 32;
    private const int MaxSearchLength = 2048;

    public static void HostAliases(ErrorList errors, FieldPath spec, ApiList<HostAlias> aliases)
    {
        for (var i = 0; i < aliases.Count; i++)
        {
            var path = spec.Child("hostAliases").Index(i);
            IpChecks.Ip(errors, path.Child("ip"), aliases[i].IP);
            for (var j = 0; j < aliases[i].Hostnames.Count; j++)
            {
                NameChecks.Dns1123Subdomain(errors, path.Child("hostnames").Index(j), null, aliases[i].Hostnames[j]);
            }
        }
    }

    public static void Dns(ErrorList errors, FieldPath spec, PodSpec pod)
    {
        var config = pod.DNSConfig;
        if (pod.DNSPolicy == "None")
        {
            if (config is null)
            {
                errors.Required(spec.Child("dnsConfig"), "must provide `dnsConfig` when `dnsPolicy` is None");
                return;
            }

            if (config.Nameservers.Count == 0)
            {
                errors.Required(
                    spec.Child("dnsConfig").Child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None");
                return;
            }
        }

        if (config is not null)
        {
            Config(errors, spec.Child("dnsConfig"), config);
        }
    }

    private static void Config(ErrorList errors, FieldPath path, PodDNSConfig config)
    {
        if (config.Nameservers.Count > MaxNameservers)
        {
            errors.InvalidList(path.Child("nameservers"), config.Nameservers, $"must not have more than {MaxNameservers} nameservers");
        }

        for (var i = 0; i < config.Nameservers.Count; i++)
        {
            IpChecks.Ip(errors, path.Child("nameservers").Index(i), config.Nameservers[i]);
        }

        if (config.Searches.Count > MaxSearches)
        {
            errors.InvalidList(path.Child("searches"), config.Searches, $"must not have more than {MaxSearches} search paths");
        }

        if (string.Join(' ', config.Searches).Length > MaxSearchLength)
        {
            errors.InvalidList(
                path.Child("searches"),
                config.Searches,
                $"must not have more than {MaxSearchLength} characters (including spaces) in the search list");
        }

        for (var i = 0; i < config.Searches.Count; i++)
        {
            var search = config.Searches[i];
            var name = search.EndsWith('.') ? search[..^1] : search;
            if (search != "." && (name.Length > NameRules.SubdomainMaxLength || !NameRules.HasSubdomainShapeWithUnderscore(name)))
            {
                NameChecks.Report(
                    errors, path.Child("searches").Index(i), null, name, NameMessages.Dns1123SubdomainWithUnderscore(name));
            }
        }

        for (var i = 0; i < config.Options.Count; i++)
        {
            if (config.Options[i].Name.Length == 0)
            {
                errors.Required(path.Child("options").Index(i), "must not be empty");
            }
        }
    }
}
