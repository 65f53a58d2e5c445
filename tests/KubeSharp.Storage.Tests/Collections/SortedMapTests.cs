using KubeSharp.Storage.Collections;

namespace KubeSharp.Storage.Tests.Collections;

public sealed class SortedMapTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 2000)]
    [InlineData(3, 20000)]
    public void RandomChanges_AgreeWithASortedDictionary(int seed, int keys)
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        SortedMap<int> map = SortedMap<int>.Empty;
        for (int round = 0; round < 40; round++)
        {
            SortedMapBuilder<int> builder = map.ToBuilder();
            bool shrink = round % 4 == 3;
            for (int i = 0; i < keys / 4; i++)
            {
                string key = $"/k/{random.Next(keys):d6}";
                if (random.Next(10) < (shrink ? 9 : 2))
                {
                    Assert.Equal(expected.Remove(key), builder.Remove(key));
                }
                else
                {
                    expected[key] = i;
                    builder.Set(key, i);
                }
            }

            KeyValuePair<string, int>[] before = [.. Entries(map.Range(KeyRange.All))];
            SortedMap<int> next = builder.ToImmutable();
            Assert.Equal(expected.Count, next.Count);
            Assert.Equal(expected, Entries(next.Range(KeyRange.All)));
            Assert.Equal(before.Length, map.Count);
            string low = $"/k/{random.Next(keys):d6}";
            string high = $"/k/{random.Next(keys):d6}";
            KeyValuePair<string, int>[] between = [.. expected.Where(e => string.CompareOrdinal(e.Key, low) >= 0 && string.CompareOrdinal(e.Key, high) < 0)];
            Assert.Equal(between, Entries(next.Range(KeyRange.Between(low, high))));
            Assert.Equal(between.Length, next.CountRange(KeyRange.Between(low, high)));
            map = next;
        }
    }

    [Fact]
    public void OldVersions_KeepTheirContent()
    {
        List<SortedMap<int>> versions = [SortedMap<int>.Empty];
        for (int i = 0; i < 500; i++)
        {
            versions.Add(versions[^1].Set($"/{i:d4}", i).Set("/changes", i));
        }

        for (int i = 1; i <= 500; i++)
        {
            Assert.Equal(i + 1, versions[i].Count);
            Assert.True(versions[i].TryGetValue("/changes", out int value));
            Assert.Equal(i - 1, value);
        }
    }

    [Fact]
    public void Remove_OfEverything_LeavesAUsableMap()
    {
        SortedMapBuilder<int> builder = SortedMap<int>.Empty.ToBuilder();
        for (int i = 0; i < 5000; i++)
        {
            builder.Set($"/{i:d4}", i);
        }

        SortedMap<int> full = builder.ToImmutable();
        for (int i = 0; i < 5000; i++)
        {
            Assert.True(builder.Remove($"/{(i * 7) % 5000:d4}"));
        }

        Assert.Equal((0, 5000), (builder.ToImmutable().Count, full.Count));
        Assert.Empty(Entries(builder.ToImmutable().Range(KeyRange.All)));
        builder.Set("/x", 1);
        Assert.Single(Entries(builder.ToImmutable().Range(KeyRange.Single("/x"))));
    }

    [Theory]
    [InlineData("/a", "/b", -1)]
    [InlineData("/a", "/a/", -1)]
    [InlineData("\uffee", "\U0001F600", -1)]
    [InlineData("\U0001F600", "\U0001F601", -1)]
    [InlineData("/a", "/a", 0)]
    public void KeyOrder_IsTheOrderOfUtf8(string left, string right, int sign)
    {
        Assert.Equal(sign, Math.Sign(KeyOrder.Compare(left, right)));
        Assert.Equal(-sign, Math.Sign(KeyOrder.Compare(right, left)));
    }

    private static List<KeyValuePair<string, T>> Entries<T>(SortedMapRange<T> range)
    {
        var entries = new List<KeyValuePair<string, T>>();
        foreach (KeyValuePair<string, T> entry in range)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
