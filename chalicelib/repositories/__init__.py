"""DynamoDB, S3 and the other AWS services: the only modules that know attribute names, object keys and botocore."""
