using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Pki;

/// <summary>DNS names and addresses of a serving certificate.</summary>
internal sealed record SubjectNames(IReadOnlySet<string> DnsNames, IReadOnlySet<IPAddress> Addresses)
{
    private const string SubjectAlternativeNameOid = "2.5.29.17";

    public static SubjectNames None { get; } = new(new HashSet<string>(), new HashSet<IPAddress>());

    public bool IsEmpty => DnsNames.Count == 0 && Addresses.Count == 0;

    /// <summary>Sorts hosts into addresses and names. Empty entries are skipped; names are lower-cased.</summary>
    public static SubjectNames Parse(params IEnumerable<string> hosts)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var addresses = new HashSet<IPAddress>();
        foreach (var host in hosts)
        {
            var text = host.Trim().Trim('[', ']');
            if (text.Length == 0)
            {
                continue;
            }

            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                names.Add(text.TrimEnd('.').ToLowerInvariant());
            }
        }

        return new SubjectNames(names, addresses);
    }

    public static SubjectNames Of(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension.Oid?.Value == SubjectAlternativeNameOid)
            {
                return Read(extension.RawData);
            }
        }

        return None;
    }

    public bool Covers(SubjectNames other) => DnsNames.IsSupersetOf(other.DnsNames) && Addresses.IsSupersetOf(other.Addresses);

    public X509Extension ToExtension()
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in DnsNames)
        {
            builder.AddDnsName(name);
        }

        foreach (var address in Addresses)
        {
            builder.AddIpAddress(address);
        }

        return builder.Build();
    }

    private static SubjectNames Read(byte[] der)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var addresses = new HashSet<IPAddress>();
        var dnsTag = new Asn1Tag(TagClass.ContextSpecific, 2);
        var ipTag = new Asn1Tag(TagClass.ContextSpecific, 7);
        var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        while (list.HasData)
        {
            var tag = list.PeekTag();
            if (tag == dnsTag)
            {
                names.Add(list.ReadCharacterString(UniversalTagNumber.IA5String, dnsTag).ToLowerInvariant());
            }
            else if (tag == ipTag)
            {
                addresses.Add(new IPAddress(list.ReadOctetString(ipTag)));
            }
            else
            {
                list.ReadEncodedValue();
            }
        }

        return new SubjectNames(names, addresses);
    }
}
