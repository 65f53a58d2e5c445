namespace KubeSharp.Cel.Tests.Language;

public sealed class ConversionTests
{
    [Theory]
    [InlineData("int(1u) == 1 && int(1.9) == 1 && int(-1.9) == -1 && int('-12') == -12 && int(timestamp('1970-01-01T00:01:00Z')) == 60 && int(1) == 1")]
    [InlineData("uint(1) == 1u && uint(1.9) == 1u && uint('12') == 12u && uint(1u) == 1u")]
    [InlineData("double(1) == 1.0 && double(1u) == 1.0 && double('1.5') == 1.5 && double(1.0) == 1.0 && double('-Inf') < 0.0")]
    [InlineData("string(1) == '1' && string(1u) == '1' && string(1.5) == '1.5' && string(true) == 'true' && string('a') == 'a' && string(b'a') == 'a'")]
    [InlineData("string(1e21) == '1e+21' && string(100000.0) == '100000' && string(1e-7) == '1e-07' && string(0.0001) == '0.0001' && string(-1.0) == '-1'")]
    [InlineData("string(1e20) == '100000000000000000000' && string(1.5e300) == '1.5e+300'")]
    [InlineData("string(double('NaN')) == 'NaN' && string(double('Infinity')) == '+Inf'")]
    [InlineData("string(duration('1h30m')) == '5400s' && string(duration('1ms')) == '0.001s' && string(timestamp('2020-01-01T01:00:00+01:00')) == '2020-01-01T00:00:00Z'")]
    [InlineData("string(timestamp('2020-01-01T00:00:00.120Z')) == '2020-01-01T00:00:00.12Z'")]
    [InlineData("bytes('ÿ') == b'\\xc3\\xbf' && bytes(b'a') == b'a'")]
    [InlineData("bool('true') && bool('1') && bool('t') && !bool('FALSE') && bool(true)")]
    [InlineData("duration('1h2m3s4ms5us6ns') == duration(3723004005006) && duration('-1.5h') == duration('-90m') && duration('0') == duration('0s')")]
    [InlineData("timestamp(0) == timestamp('1970-01-01T00:00:00Z') && timestamp(timestamp(5)) == timestamp(5)")]
    [InlineData("dyn(1) == 1 && type(dyn(1)) == int")]
    [InlineData("size('abc') == 3 && 'abc'.size() == 3 && size(b'abc') == 3 && size([1]) == 1 && size({1: 1}) == 1 && [].size() == 0 && {}.size() == 0")]
    public void Conversions(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("int(1e30)", "integer overflow")]
    [InlineData("int(18446744073709551615u)", "integer overflow")]
    [InlineData("int('a')", "type conversion error from 'string' to 'int'")]
    [InlineData("uint(-1)", "unsigned integer overflow")]
    [InlineData("uint(-1.0)", "unsigned integer overflow")]
    [InlineData("uint('-1')", "type conversion error from 'string' to 'uint'")]
    [InlineData("double('a')", "type conversion error from 'string' to 'double'")]
    [InlineData("bool('yes')", "type conversion error from 'string' to 'bool'")]
    [InlineData("string(b'\\xff')", "invalid UTF-8 in bytes, cannot convert to string")]
    [InlineData("duration(d)", "type conversion error from 'string' to 'google.protobuf.Duration'")]
    [InlineData("timestamp(d)", "type conversion error from 'string' to 'google.protobuf.Timestamp'")]
    [InlineData("timestamp(253402300800)", "timestamp overflow")]
    public void Failures(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getFullYear() == 2021")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getMonth() == 1")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getDate() == 3")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getDayOfMonth() == 2")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getDayOfWeek() == 3")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getDayOfYear() == 33")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getHours() == 4")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getMinutes() == 5")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getSeconds() == 6")]
    [InlineData("timestamp('2021-02-03T04:05:06.789Z').getMilliseconds() == 789")]
    [InlineData("timestamp('2021-02-03T04:05:06Z').getHours('-08:00') == 20 && timestamp('2021-02-03T04:05:06Z').getDate('-08:00') == 2")]
    [InlineData("timestamp('2021-02-03T04:05:06Z').getMinutes('05:30') == 35 && timestamp('2021-02-03T04:05:06Z').getHours('UTC') == 4")]
    [InlineData("duration('90m').getHours() == 1 && duration('90m').getMinutes() == 90 && duration('1.5s').getSeconds() == 1 && duration('1.5s').getMilliseconds() == 1500")]
    public void PartsOfTimes(string expression) => CelCases.Holds(expression);

    [Fact]
    public void AZoneMustBeKnown() => CelCases.Fails("timestamp(0).getHours('Nowhere/Land')", "unknown time zone Nowhere/Land");
}
