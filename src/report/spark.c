#include "report/spark.h"

static const char *const blocks[] = { "▁", "▂", "▃", "▅", "▇" };
static const char *const shades[] = { "·", "░", "▒", "▓", "█" };
static const char *const plain[] = { ".", ":", "-", "=", "#" };

struct spark
spark_scale(const uint32_t *v, size_t n, bool ascii)
{
	struct spark spark = { ascii, SPARK_LEVELS };
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i] > spark.most)
			spark.most = v[i];
	return spark;
}

/* What is not none is not drawn as none. */
static size_t
level(struct spark spark, uint32_t n)
{
	uint64_t level = ((uint64_t)n * SPARK_LEVELS + spark.most - 1) /
	    spark.most;

	return level < SPARK_LEVELS ? (size_t)level : SPARK_LEVELS;
}

void
spark_put(struct buf *out, struct spark spark, const uint32_t *v, size_t n)
{
	const char *const *signs = spark.ascii ? plain : blocks;
	size_t i;

	for (i = 0; i < n; i++)
		buf_puts(out, signs[level(spark, v[i])]);
}

void
spark_shade(struct buf *out, struct spark spark, uint32_t n)
{
	buf_puts(out, (spark.ascii ? plain : shades)[level(spark, n)]);
}
