namespace KubeSharp.Cel.Tests.Libraries;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("url('https://user:pw@example.com:8080/a%20b/c?x=1&x=2&y=a+b').getScheme() == 'https'")]
    [InlineData("url('https://user:pw@example.com:8080/a').getHost() == 'example.com:8080' && url('https://example.com:8080/a').getHostname() == 'example.com' && url('https://example.com:8080').getPort() == '8080'")]
    [InlineData("url('https://[::1]:80/').getHostname() == '::1' && url('https://[::1]:80/').getPort() == '80' && url('https://example.com').getPort() == ''")]
    [InlineData("url('https://example.com/a%20b/').getEscapedPath() == '/a%20b/' && url('/path').getScheme() == '' && url('https://example.com').getEscapedPath() == ''")]
    [InlineData("url('https://e.com/?x=1&x=2&y=a+b').getQuery() == {'x': ['1', '2'], 'y': ['a b']}")]
    [InlineData("isURL('https://example.com') && isURL('/abs') && !isURL('relative') && !isURL('') && !isURL(':x') && !isURL('https://a:x/') && !isURL('http://a/%zz')")]
    [InlineData("url('https://a') == url('https://a') && url('https://a') != url('https://b') && type(url('/a')) == kubernetes.URL")]
    [InlineData("ip('127.0.0.1').family() == 4 && ip('::1').family() == 6 && isIP('1.2.3.4') && !isIP('1.2.3') && !isIP('01.2.3.4') && !isIP('::ffff:1.2.3.4') && !isIP('fe80::1%eth0')")]
    [InlineData("ip('0.0.0.0').isUnspecified() && ip('::').isUnspecified() && ip('127.0.0.5').isLoopback() && ip('::1').isLoopback() && !ip('1.2.3.4').isLoopback()")]
    [InlineData("ip('224.0.0.1').isLinkLocalMulticast() && ip('ff02::1').isLinkLocalMulticast() && ip('169.254.1.1').isLinkLocalUnicast() && ip('fe80::1').isLinkLocalUnicast()")]
    [InlineData("ip('1.2.3.4').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast() && ip('2001:db8::1').isGlobalUnicast() && !ip('ff00::1').isGlobalUnicast()")]
    [InlineData("ip.isCanonical('127.0.0.1') && ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8::1') && !ip.isCanonical('2001:db8::0:1')")]
    [InlineData("string(ip('2001:DB8::0:1')) == '2001:db8::1' && ip('::1') == ip('0:0::1') && type(ip('::1')) == net.IP")]
    [InlineData("cidr('192.168.0.0/24').containsIP('192.168.0.5') && cidr('192.168.0.0/24').containsIP(ip('192.168.0.5')) && !cidr('192.168.0.0/24').containsIP('192.168.1.5') && !cidr('10.0.0.0/8').containsIP('::1')")]
    [InlineData("cidr('192.168.0.0/16').containsCIDR('192.168.10.0/24') && cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24')) && !cidr('192.168.0.0/24').containsCIDR('192.168.0.0/23')")]
    [InlineData("cidr('192.168.1.5/24').ip() == ip('192.168.1.5') && cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24') && cidr('::/0').prefixLength() == 0 && string(cidr('10.0.0.0/8')) == '10.0.0.0/8'")]
    [InlineData("isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0/08') && isCIDR('2001:db8::/32')")]
    public void Functions(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("url(d)", "URL parse error during conversion from string: parse \"text\": invalid URI for request")]
    [InlineData("ip(d)", "IP Address \"text\" parse error during conversion from string: ParseAddr(\"text\"): unable to parse IP")]
    [InlineData("ip('::ffff:1.2.3.4')", "IPv4-mapped IPv6 address \"::ffff:1.2.3.4\" is not allowed")]
    [InlineData("ip('fe80::1%eth0')", "IP address \"fe80::1%eth0\" with zone value is not allowed")]
    [InlineData("cidr(d)", "network address parse error during conversion from string: netip.ParsePrefix(\"text\"): no '/'")]
    public void Failures(string expression, string message) => CelCases.Fails(expression, message);
}
