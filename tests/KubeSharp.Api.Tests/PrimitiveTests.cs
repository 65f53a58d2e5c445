namespace KubeSharp.Api.Tests;

public sealed class PrimitiveTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1024", "1024")]
    [InlineData("1000", "1k")]
    [InlineData("1000Ki", "1000Ki")]
    [InlineData("100Ki", "100Ki")]
    [InlineData("0.1Ki", "102400m")]
    [InlineData("1e3", "1e3")]
    [InlineData("12E3", "12e3")]
    [InlineData("1234567", "1234567")]
    [InlineData("-1500m", "-1500m")]
    [InlineData("+2", "2")]
    [InlineData(".5", "500m")]
    [InlineData("1.", "1")]
    [InlineData("0.1n", "1n")]
    [InlineData("1.0000000001", "1000000001n")]
    [InlineData("16Ei", "9223372036854775807")]
    [InlineData("512", "512")]
    public void QuantitiesAreCanonical(string text, string canonical) => Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1mm")]
    [InlineData("1 Gi")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("--1")]
    public void BadQuantitiesAreErrors(string text) => Assert.Throws<FormatException>(() => Quantity.Parse(text));

    [Fact]
    public void QuantitiesAreExact()
    {
        Assert.Equal("300m", (Quantity.Parse("100m") + Quantity.Parse("200m")).ToString());
        Assert.Equal(101, Quantity.Parse("100.1").Value);
        Assert.Equal(1, Quantity.Parse("1n").MilliValue);
        Assert.Equal("1500u", Quantity.FromNano(1_500_000).ToString());
        Assert.True(Quantity.Parse("1Ki") > Quantity.Parse("1k"));
        Assert.Equal(Quantity.Parse("1"), Quantity.Parse("1000m"));
        Assert.Equal("1536Mi", (Quantity.Parse("1Gi") + Quantity.Parse("512Mi")).ToString());
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1500, "1.5µs")]
    [InlineData(2_000_000, "2ms")]
    [InlineData(90_000_000_000, "1m30s")]
    [InlineData(3_600_000_000_000, "1h0m0s")]
    [InlineData(-1_500_000_000, "-1.5s")]
    public void DurationsReadLikeGos(long nanoseconds, string text)
    {
        Assert.Equal(text, new Duration(nanoseconds).ToString());
        Assert.Equal(nanoseconds, Duration.Parse(text).Nanoseconds);
    }

    [Theory]
    [InlineData("1d")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("s")]
    public void BadDurationsAreErrors(string text) => Assert.Throws<FormatException>(() => Duration.Parse(text));

    [Fact]
    public void MapsAndListsCompareByValue()
    {
        var map = ApiMap<string>.Empty.Set("b", "2").Set("a", "1");
        Assert.Equal(["a", "b"], map.Keys);
        Assert.Equal(map, ApiMap<string>.From([new("a", "1"), new("b", "0"), new("b", "2")]));
        Assert.Equal(default, ApiMap<string>.Empty);
        Assert.Equal((ApiList<string>)["x"], default(ApiList<string>).Add("x"));
        Assert.Equal(default, ApiList<int>.Empty);
        Assert.True(default(ApiList<int>).IsNil && !ApiList<int>.Empty.IsNil);
    }

    [Fact]
    public void PercentagesScale()
    {
        IntOrString quarter = "25%";
        Assert.Equal(3, quarter.Scale(10, roundUp: true));
        Assert.Equal(2, quarter.Scale(10, roundUp: false));
        Assert.Equal(7, ((IntOrString)7).Scale(10, roundUp: true));
        Assert.Null(((IntOrString)"x").Scale(10, roundUp: true));
    }
}
