using System.Text;

namespace KubeSharp.Api.Tests;

public sealed class YamlTests
{
    [Theory]
    [InlineData("a: 1\nb: yes\nc: 'yes'\nd: 0x10\ne: 0777\nf: 1.50\ng: ~\nh: 1_000\n", """{"a":1,"b":true,"c":"yes","d":16,"e":511,"f":1.5,"g":null,"h":1000}""")]
    [InlineData("a: [x, {b: c}]\n1: z\n", """{"a":["x",{"b":"c"}],"1":"z"}""")]
    [InlineData("a: |\n  x\n  y\nb: >-\n  x\n  y\n", """{"a":"x\ny\n","b":"x y"}""")]
    [InlineData("x: &x {a: 1}\nw: *x\nz: {<<: *x, b: 2}\n", """{"x":{"a":1},"w":{"a":1},"z":{"b":2,"a":1}}""")]
    [InlineData("a: 2026-01-01\nb: !!str 5\nc: -1\nd: +1\ne: 1e3\nf: 08\n", """{"a":"2026-01-01","b":"5","c":-1,"d":1,"e":1000,"f":8}""")]
    [InlineData("{\"a\":[1,true,null]}", """{"a":[1,true,null]}""")]
    [InlineData("", "null")]
    public void ToJson(string yaml, string json) => Assert.Equal(json, Encoding.UTF8.GetString(YamlJson.ToJson(Encoding.UTF8.GetBytes(yaml))));

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: [")]
    [InlineData("a: *x")]
    [InlineData("a: &a [*a]")]
    [InlineData("a:\n\t- b")]
    [InlineData("a: .inf")]
    public void BadYamlIsAnError(string yaml) => Assert.Throws<DecodeException>(() => YamlJson.ToJson(Encoding.UTF8.GetBytes(yaml)));

    [Fact]
    public void SeveralDocuments() =>
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], YamlJson.ToJsonDocuments("---\na: 1\n---\n---\nb: 2\n"u8.ToArray()).Select(Encoding.UTF8.GetString));

    [Theory]
    [InlineData("""{"a":"yes","b":["x",{"c":1,"d":[]},["y"]],"e":{"f":"1"},"g":"x: y","h":"","i":"line\nbreak","j":null,"k":"- a","l":"1.5"}""")]
    public void FromJsonComesBack(string json)
    {
        var yaml = YamlJson.FromJson(Encoding.UTF8.GetBytes(json));
        Assert.Equal(json, Encoding.UTF8.GetString(YamlJson.ToJson(yaml)));
    }
}
