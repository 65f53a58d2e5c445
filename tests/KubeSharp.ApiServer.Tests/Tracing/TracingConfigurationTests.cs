using System.Text;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Tracing;

namespace KubeSharp.ApiServer.Tests.Tracing;

public sealed class TracingConfigurationTests
{
    private const string Head = "apiVersion: apiserver.config.k8s.io/v1beta1\nkind: TracingConfiguration\n";

    [Fact]
    public void Defaults_AreThoseOfOtlp() => Assert.Equal(new TracingOptions { Endpoint = new Uri("http://localhost:4317") }, Parse(""));

    [Fact]
    public void Values_AreRead() => Assert.Equal(
        new TracingOptions { Endpoint = new Uri("http://collector:1234"), SamplingRatePerMillion = 100 },
        Parse("endpoint: collector:1234\nsamplingRatePerMillion: 100\n"));

    [Theory]
    [InlineData("samplingRatePerMillion: -1\n")]
    [InlineData("samplingRatePerMillion: 1000001\n")]
    [InlineData("endpoint: \"two words\"\n")]
    [InlineData("sampling: 3\n")]
    public void Nonsense_IsRefused(string content) => Assert.Throws<ConfigurationException>(() => Parse(content));

    private static TracingOptions Parse(string content) => TracingConfigurationReader.Parse(Encoding.UTF8.GetBytes(Head + content), "tracing.yaml");
}
